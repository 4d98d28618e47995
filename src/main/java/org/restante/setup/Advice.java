package org.restante.setup;

/**
 * What suits somebody, and the reason.
 *
 * @param pop whether POP suits better than IMAP
 * @param why the key of the sentence that says why
 */
record Advice(boolean pop, String why) {

    /** POP only for who reads in one place alone and does not want the mail on the server. */
    static Advice on(Choice choice, boolean popOffered) {
        if (choice.isInOnePlace() && choice.isLeaving()) {
            if (!popOffered) {
                return new Advice(false, "imap.none");
            }
            return new Advice(true, choice.isShort() ? "pop.space" : "pop.leave");
        }
        String place = choice.isInOnePlace() ? "imap.one" : "imap.many";
        return new Advice(false, choice.isShort() ? place + ".space" : place);
    }
}
