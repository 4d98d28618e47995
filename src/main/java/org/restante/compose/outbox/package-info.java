/** What waits to be sent or is being sent: one row a message, which no crash makes two of. */
@NullMarked
package org.restante.compose.outbox;

import org.jspecify.annotations.NullMarked;
