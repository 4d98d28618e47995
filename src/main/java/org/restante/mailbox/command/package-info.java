/**
 * The IMAP commands, one class each, with the fallback inside where a server lacks an extension.
 */
@NullMarked
package org.restante.mailbox.command;

import org.jspecify.annotations.NullMarked;
