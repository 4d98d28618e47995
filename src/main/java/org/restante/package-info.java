/** The application; each direct sub-package is a module. */
@NullMarked
package org.restante;

import org.jspecify.annotations.NullMarked;
