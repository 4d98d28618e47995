/**
 * Writing: drafts that live on the mail server, their attachments and recipients, and sending them
 * exactly once.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "mail",
            "mailbox",
            "account",
            "settings",
            "reading::quote",
            "reading::mime",
            "reading::list"
        })
package org.restante.compose;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
