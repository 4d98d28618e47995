/** What watchers tell, as server-sent signals to the browsers. */
@NullMarked
@ApplicationModule(allowedDependencies = {"mail", "mailbox"})
package org.restante.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
