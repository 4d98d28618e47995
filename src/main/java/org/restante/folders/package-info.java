/**
 * The folder tree, special use, quota, and the pages on which folders are kept in order; pages take
 * the viewer's language as an argument, and folders the names that lists call them by.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "mailbox", "settings"})
package org.restante.folders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
