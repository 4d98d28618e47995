/** Tries mail servers step by step, for who sets them up: IMAP, SMTP submission and POP3. */
@NullMarked
@NamedInterface("probe")
package org.restante.mailbox.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
