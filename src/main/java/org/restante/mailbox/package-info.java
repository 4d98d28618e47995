/** The only owner of IMAP: one doorway, the pool of connections and the index behind it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail"})
package org.restante.mailbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
