/** One connection to an IMAP server: the only place that names Angus Mail. */
@NullMarked
package org.restante.mailbox.connection;

import org.jspecify.annotations.NullMarked;
