package org.restante.mailbox;

import java.util.Optional;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;

/** Where a message is that was appended, as far as the server tells (UIDPLUS, RFC 4315). */
public record Appended(Optional<UidValidity> uidValidity, Optional<Uid> uid) {

    public static final Appended UNTOLD = new Appended(Optional.empty(), Optional.empty());
}
