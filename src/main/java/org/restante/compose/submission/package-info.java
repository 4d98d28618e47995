/** Submission by SMTP (RFC 6409); the only place beside the IMAP connection that names Angus. */
@NullMarked
package org.restante.compose.submission;

import org.jspecify.annotations.NullMarked;
