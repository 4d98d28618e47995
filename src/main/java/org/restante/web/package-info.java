/**
 * The shell: security chain, CSP, layout, errors to pages, languages and assets; nothing depends on
 * it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "account", "mailbox", "settings"})
package org.restante.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
