package org.restante.reading.reader;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.reading.list.Avatar;
import org.restante.reading.list.Folder;
import org.restante.reading.list.Plain;
import org.restante.reading.list.View;
import org.restante.reading.list.When;
import org.restante.reading.mime.ReceiptRequest;
import org.restante.reading.people.Acquaintance;

/**
 * One message as the reading pane shows it.
 *
 * @param from whoever the message says wrote it; more than one is shown in full, never hidden
 * @param sentBy who sent it for them, where the message says so
 * @param replyTo where an answer would go, if that is not where it came from
 * @param who may have written it, as the reader knows them; null where that cannot be said
 * @param receipt where a confirmation of having read it is wanted, or null
 * @param justRead whether it was unread until now
 * @param enclosures the attached files
 * @param enclosed their size together
 * @param body the address of the sandboxed document
 * @param fullText where the whole text is had if only its beginning is shown
 * @param view the list that the reader came from
 */
record Letter(
        Uid uid,
        UidValidity uidValidity,
        Folder folder,
        String subject,
        Avatar avatar,
        List<Person> from,
        @Nullable Person sentBy,
        List<Person> replyTo,
        @Nullable Who who,
        @Nullable ReceiptRequest receipt,
        List<Person> to,
        List<Person> cc,
        When when,
        boolean flagged,
        boolean justRead,
        List<Enclosure> enclosures,
        String enclosed,
        String body,
        @Nullable String fullText,
        Images images,
        Place place,
        View view) {

    /** Wanted in the document's address. */
    static final String IMAGES = "&images=show";

    /** The address of this message in its list. */
    public String url() {
        return folder.url() + '/' + uid + view.query();
    }

    /** All that stands on the sheet of paper: what of it is the same is drawn the same. */
    public List<@Nullable Object> article() {
        return Arrays.asList(
                folder.name(),
                folder.label(),
                folder.use(),
                subject,
                avatar,
                from,
                sentBy,
                replyTo,
                who,
                receipt,
                to,
                cc,
                when,
                enclosures,
                enclosed,
                body,
                fullText,
                images,
                withImages());
    }

    /** The same with the pictures from elsewhere. */
    public String withImages() {
        String query = view.query();
        return folder.url() + '/' + uid + query + (query.isEmpty() ? '?' : '&') + "images=show";
    }

    /** All the addresses on it. */
    Stream<String> emails() {
        return Stream.of(
                        from.stream(),
                        Stream.ofNullable(sentBy),
                        replyTo.stream(),
                        to.stream(),
                        cc.stream())
                .flatMap(people -> people)
                .map(Person::email);
    }

    /**
     * The same as somebody sees it who knows these people.
     *
     * @param owner the reader's own address
     */
    Letter with(String owner, Map<String, Acquaintance> people) {
        Who now = who == null ? null : who.with(owner, people);
        boolean always = now != null && now.always() && images.blocked() > 0;
        return new Letter(
                uid,
                uidValidity,
                folder,
                subject,
                avatar,
                known(from, owner, people),
                sentBy == null ? null : sentBy.with(owner, people),
                known(replyTo, owner, people),
                now,
                mayAsk(now) ? receipt : null,
                known(to, owner, people),
                known(cc, owner, people),
                when,
                flagged,
                justRead,
                enclosures,
                enclosed,
                always && !images.shown() ? body + IMAGES : body,
                fullText,
                new Images(images.shown() || always, images.blocked()),
                place,
                view);
    }

    /** Who sends to themselves, or is not wanted, is told nothing. */
    private static boolean mayAsk(@Nullable Who who) {
        return who == null || (!who.self() && !who.blocked());
    }

    /** The same to somebody who is never asked for a confirmation. */
    Letter withoutReceipt() {
        return new Letter(
                uid,
                uidValidity,
                folder,
                subject,
                avatar,
                from,
                sentBy,
                replyTo,
                who,
                null,
                to,
                cc,
                when,
                flagged,
                justRead,
                enclosures,
                enclosed,
                body,
                fullText,
                images,
                place,
                view);
    }

    private static List<Person> known(
            List<Person> all, String owner, Map<String, Acquaintance> people) {
        return all.stream().map(person -> person.with(owner, people)).toList();
    }

    /** The list that the reader came from. */
    public String back() {
        return folder.url() + view.query();
    }

    /**
     * Whom the reader may block, or trust with pictures from elsewhere.
     *
     * @param genuine whether the sender may be taken for who they say they are
     * @param self whether it is the reader
     * @param possible whether anything can be said of them: not of oneself
     * @param blocked whether their mail is not wanted
     * @param always whether pictures from elsewhere in their mail are shown unasked
     */
    record Who(
            List<Address> from,
            Address address,
            boolean genuine,
            boolean self,
            boolean possible,
            boolean blocked,
            boolean always) {

        static Who of(List<Address> from, boolean genuine) {
            return new Who(from, from.getFirst(), genuine, false, false, false, false);
        }

        /** One of several who is blocked is enough; to be trusted takes being the only one. */
        Who with(String owner, Map<String, Acquaintance> people) {
            Address unwanted =
                    from.stream()
                            .filter(one -> is(people.get(Plain.text(one.email())), true))
                            .findFirst()
                            .orElse(null);
            boolean self = address.email().equalsIgnoreCase(owner);
            boolean trusted = genuine && !self && is(people.get(address.email()), false);
            return new Who(
                    from,
                    unwanted == null ? address : unwanted,
                    genuine && !self,
                    from.stream().anyMatch(one -> one.email().equalsIgnoreCase(owner)),
                    unwanted != null || (from.size() == 1 && !self),
                    unwanted != null,
                    trusted && unwanted == null);
        }

        private static boolean is(@Nullable Acquaintance one, boolean blocked) {
            return one != null && (blocked ? one.blocked() : one.images());
        }

        /** As people may read the address without being deceived. */
        public String shown() {
            return Plain.text(address.email());
        }
    }

    /** Whether pictures from elsewhere are shown, and how many are kept back. */
    record Images(boolean shown, int blocked) {}

    /**
     * Where the message stands in its folder.
     *
     * @param newer the address of the message above, or null
     * @param next the UID of the message that is shown when this one is filed away, or null
     */
    record Place(
            @Nullable String newer,
            @Nullable String older,
            @Nullable Uid next,
            long position,
            long total) {}
}
