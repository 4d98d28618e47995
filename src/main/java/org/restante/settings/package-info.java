/** Mail domains with their servers, and what a user prefers. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail"})
package org.restante.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
