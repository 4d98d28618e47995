/** The vocabulary of mail in the words of the RFCs, without I/O. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package org.restante.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
