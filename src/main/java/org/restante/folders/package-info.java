/** The folder tree, special use and quota. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "mailbox"})
package org.restante.folders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
