package org.restante.compose;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.identity.Identity;

/**
 * What is written, as its fields show it.
 *
 * @param identity as which of the sender's identities
 */
record Letter(
        UUID identity,
        People people,
        String subject,
        Words words,
        Threading thread,
        Wishes wishes) {

    /** The fields of addresses, as typed. */
    record People(String to, String cc, String bcc, String replyTo) {

        static final People NOBODY = new People("", "", "", "");

        /** Whether more than one field is in use. */
        public boolean isMore() {
            return !(cc + bcc + replyTo).isEmpty();
        }
    }

    /**
     * The text.
     *
     * @param html null for a message in plain text
     */
    record Words(String text, @Nullable String html) {}

    /**
     * Where it belongs: each as its field has it, empty for none.
     *
     * @param origin as {@link Origin#text()} writes it
     */
    record Threading(String inReplyTo, String references, String origin) {

        static final Threading NONE = new Threading("", "", "");
    }

    /** The same from somebody, with their signature before what is quoted, or after the text. */
    Letter from(Identity sender, boolean isAnswer) {
        String text = sender.signatureText();
        String html = sender.signatureHtml();
        String before = words.html() == null ? "" : words.html();
        Words signed =
                isAnswer
                        ? new Words(text + words.text(), html + before)
                        : new Words(
                                words.text() + text,
                                before + (html.isEmpty() ? "" : "<p><br></p>") + html);
        String bcc = people.bcc();
        String own = sender.bccSelf() ? sender.address() : "";
        boolean isThere = own.isEmpty() || bcc.toLowerCase(Locale.ROOT).contains(own);
        String copies =
                isThere ? bcc : String.join(", ", bcc.isEmpty() ? List.of(own) : List.of(bcc, own));
        return new Letter(
                sender.id(),
                new People(people.to(), people.cc(), copies, sender.replyTo()),
                subject,
                signed,
                thread,
                wishes);
    }
}
