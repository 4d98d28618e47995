/** Lists of messages, one message, its parts, and the two walls around HTML mail. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "mailbox", "settings"})
package org.restante.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
