/**
 * The administrator's pages: own accounts and sessions, mail domains, who is signed in.
 *
 * <p>Of {@code mailbox} only the probe is used: a connection is tried here before anybody's mail
 * depends on it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "account", "settings", "mailbox :: probe"})
package org.restante.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
