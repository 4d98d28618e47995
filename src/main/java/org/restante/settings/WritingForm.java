package org.restante.settings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.HeaderText;

/** An identity as the page's form has it. */
record WritingForm(
        @Nullable String name,
        @Nullable String replyTo,
        @Nullable String signature,
        @Nullable String bccSelf,
        @Nullable String receipts,
        @Nullable String hold) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 320;
    private static final int LONGEST_SIGNATURE = 4_000;

    static WritingForm of(Identity identity) {
        Integer hold = identity.hold();
        return new WritingForm(
                identity.name(),
                identity.replyTo(),
                identity.signature(),
                identity.bccSelf() ? "on" : null,
                identity.receipts() ? "ask" : "never",
                Integer.toString(hold == null ? Identity.HOLDS.get(1) : hold));
    }

    /** The names of the fields that cannot stay so. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        check(wrong, "name", text(name).length() <= LONGEST_NAME);
        String answers = text(replyTo).strip();
        boolean address = answers.matches("[^@\\s<>,;]+@[^@\\s<>,;]+\\.[^@\\s<>,;]+");
        check(
                wrong,
                "replyTo",
                answers.isEmpty() || (address && answers.length() <= LONGEST_ADDRESS));
        check(wrong, "signature", text(signature).length() <= LONGEST_SIGNATURE);
        check(wrong, "hold", Identity.HOLDS.stream().anyMatch(n -> n.toString().equals(hold)));
        return wrong;
    }

    private static void check(List<String> wrong, String field, boolean right) {
        if (!right) {
            wrong.add(field);
        }
    }

    /** What was typed, once nothing is {@link #wrong}. */
    Identity toIdentity() {
        return new Identity(
                HeaderText.clean(text(name)).strip(),
                text(replyTo).strip(),
                text(signature).replace("\r\n", "\n").stripTrailing(),
                bccSelf != null,
                !"never".equals(receipts),
                hold == null ? null : Integer.valueOf(hold));
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }
}
