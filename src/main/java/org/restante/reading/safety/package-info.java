/**
 * The two walls around mail content: an allow-list on the server, and the policy of the sandboxed
 * document in the browser.
 */
@NullMarked
@NamedInterface("safety")
package org.restante.reading.safety;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
