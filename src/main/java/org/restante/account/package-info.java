/**
 * Signing in against IMAP, sessions, and credentials sealed so that only the browser's cookie opens
 * them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "mailbox", "settings"})
package org.restante.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
