/**
 * Setting up another device: IMAP or POP, and this account's own servers. It takes the signed-in
 * account as an argument, as every controller does.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "settings", "account"})
package org.restante.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
