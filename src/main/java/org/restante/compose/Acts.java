package org.restante.compose;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.Drafts.Writing;
import org.restante.compose.Outcome.Refused;
import org.restante.compose.Outcome.Saved;
import org.restante.compose.Outcome.Sent;
import org.restante.compose.mime.MessageWriter;
import org.restante.compose.outbox.Entry;
import org.restante.compose.outbox.Outbox;
import org.restante.compose.submission.SizeLimits;
import org.restante.compose.template.Template;
import org.restante.compose.template.Templates;
import org.restante.mail.Address;
import org.restante.mail.Mailed;
import org.restante.mail.MessageRef;
import org.restante.mail.Octets;
import org.restante.settings.MailDomains;
import org.restante.settings.Viewer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Saves, sends and throws away drafts, keeps them as templates and fills them from such. */
@Component
class Acts {

    private final Forms forms;
    private final Drafts drafts;
    private final Checks checks;
    private final Outbox outbox;
    private final Templates templates;
    private final MessageSource words;
    private final ApplicationEventPublisher events;
    private final MailDomains domains;
    private final SizeLimits limits;

    Acts(
            Forms forms,
            Drafts drafts,
            Checks checks,
            Outbox outbox,
            Templates templates,
            MessageSource words,
            ApplicationEventPublisher events,
            MailDomains domains,
            SizeLimits limits) {
        this.forms = forms;
        this.drafts = drafts;
        this.checks = checks;
        this.outbox = outbox;
        this.templates = templates;
        this.words = words;
        this.events = events;
        this.domains = domains;
        this.limits = limits;
    }

    /**
     * Does what the form's button says.
     *
     * @throws DraftConflict where somebody else has written or removed the draft meanwhile
     */
    Outcome perform(UUID id, Posted posted, Author author) {
        try {
            return act(id, posted, author);
        } catch (FilesMissing e) {
            Copy base = Copy.of(posted.get("uidValidity"), posted.get("uid"));
            if (base != null) {
                // the files were in the copy that somebody else has replaced or removed
                throw drafts.find(author.session(), id)
                        .map(other -> DraftConflict.changed(other.copy()))
                        .orElseGet(() -> DraftConflict.gone(base));
            }
            Posted rest = posted.without("keep", "source");
            Saved saved = saved(save(id, rest, author, now(author.viewer())), author.viewer());
            List<String> troubles = List.of(word("compose.fault.files", author.viewer()));
            return new Refused("refused", troubles, false, null, saved);
        }
    }

    private Outcome act(UUID id, Posted posted, Author author) {
        Refused large = tooLarge(posted, author);
        if (large != null) {
            return large;
        }
        return switch (posted.get("act")) {
            case "discard" -> discard(id, posted, author);
            case "template" -> template(id, posted, author);
            case "insert" -> saved(insert(id, posted, author), author.viewer());
            case "send", "anyway" -> send(id, posted, author);
            default -> saved(save(id, posted, author, now(author.viewer())), author.viewer());
        };
    }

    /** Before the file is read: with all that goes along the message must not be too large. */
    private @Nullable Refused tooLarge(Posted posted, Author author) {
        Posted.Upload upload = posted.file();
        if (upload == null) {
            return null;
        }
        long limit =
                domains.find(author.account().domain())
                        .map(domain -> limits.of(domain.smtp(), author.credential()))
                        .orElse(0L);
        long size = MessageWriter.encodedSize(upload.size()) + posted.get("html").length();
        for (Draft.File file : forms.kept(author.session(), posted)) {
            size += file.content().size();
        }
        if (limit == 0 || size <= limit) {
            return null;
        }
        Object[] sizes = {
            FileName.of(upload.name()),
            Octets.text(size, author.viewer().locale()),
            Octets.text(limit, author.viewer().locale())
        };
        String sentence = words.getMessage("compose.fault.size", sizes, author.viewer().locale());
        return refused(List.of(sentence), false);
    }

    private static ZonedDateTime now(Viewer viewer) {
        return Composers.now(viewer);
    }

    private Stored save(UUID id, Posted posted, Author author, ZonedDateTime date) {
        Draft draft = forms.draft(author.session(), author.account(), id, posted);
        return drafts.save(author.session(), draft, writing(posted), date);
    }

    private static Writing writing(Posted posted) {
        return new Writing(
                Forms.writer(posted),
                Forms.number(posted) + 1,
                Copy.of(posted.get("uidValidity"), posted.get("uid")));
    }

    /** The text becomes a template, and stays a draft. */
    private Outcome template(UUID id, Posted posted, Author author) {
        Letter letter = forms.letter(author.account(), posted);
        String html = letter.words().html();
        boolean kept =
                templates.save(
                        author.account().address(),
                        Template.named(
                                letter.subject(), letter.words().text(), html == null ? "" : html));
        Saved saved = saved(save(id, posted, author, now(author.viewer())), author.viewer());
        return kept
                ? saved
                : new Refused(
                        "refused",
                        List.of(word("writing.many", author.viewer())),
                        false,
                        null,
                        saved);
    }

    /** A template comes before what is written already. */
    private Stored insert(UUID id, Posted posted, Author author) {
        Posted filled =
                Copy.isId(posted.get("template"))
                        ? templates
                                .find(
                                        author.account().address(),
                                        UUID.fromString(posted.get("template")))
                                .map(one -> forms.filled(posted, one))
                                .orElse(posted)
                        : posted;
        return save(id, filled, author, now(author.viewer()));
    }

    private Saved saved(Stored stored, Viewer viewer) {
        MessageRef source = Composers.source(stored);
        String time =
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                        .withLocale(viewer.locale())
                        .format(now(viewer));
        return new Saved(
                stored.copy().uid().toString(),
                stored.copy().uidValidity().toString(),
                Composer.text(source),
                words.getMessage("compose.saved", new Object[] {time}, viewer.locale()),
                Composers.rows(stored.draft(), source, viewer),
                Checks.remarks(stored.draft()));
    }

    private Outcome send(UUID id, Posted posted, Author author) {
        Optional<Entry> before = outbox.find(author.account(), id);
        if (before.isPresent() && !before.get().is("FAILED")) {
            return sent(before.get(), author.account());
        }
        ZonedDateTime later = later(posted.get("later"), author.viewer());
        if (posted.has("later") && later == null) {
            return refused(List.of(word("compose.fault.later", author.viewer())), false);
        }
        if (later != null && !outbox.keepsSecrets()) {
            return refused(List.of(word("compose.fault.nolater", author.viewer())), false);
        }
        Draft draft = forms.draft(author.session(), author.account(), id, posted.withoutFile());
        List<String> faults = checks.faults(draft, author.viewer().locale());
        boolean attaches = posted.file() != null;
        List<String> doubts =
                posted.get("act").equals("anyway")
                        ? List.of()
                        : checks.doubts(
                                draft,
                                attaches ? "" : posted.get("text"),
                                author.viewer().locale());
        ZonedDateTime due =
                later == null ? now(author.viewer()).plus(outbox.hold(author.account())) : later;
        Stored stored = save(id, posted, author, due);
        if (!faults.isEmpty() || !doubts.isEmpty()) {
            List<String> troubles = faults.isEmpty() ? doubts : faults;
            return new Refused(
                    "refused", troubles, faults.isEmpty(), null, saved(stored, author.viewer()));
        }
        Instant moment = due.toInstant();
        String owner = author.account().address().toLowerCase(Locale.ROOT);
        events.publishEvent(new Mailed(owner, addresses(draft)));
        Entry entry =
                outbox.send(author.account(), author.credential(), stored, moment, later != null);
        return sent(entry, author.account());
    }

    private static List<Address> addresses(Draft draft) {
        List<Address> addresses = new ArrayList<>();
        for (Recipient recipient : draft.recipients()) {
            Address address = recipient.address();
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private Sent sent(Entry entry, Account account) {
        return new Sent(
                entry.id().toString(),
                entry.state().name(),
                "/outbox?sent=" + entry.id(),
                outbox.hold(account).toSeconds());
    }

    /** A time of the reader's, some minutes from now and within a year; null for any other. */
    private static @Nullable ZonedDateTime later(String text, Viewer viewer) {
        try {
            ZonedDateTime time = LocalDateTime.parse(text).atZone(viewer.zone());
            ZonedDateTime now = now(viewer);
            return time.isAfter(now) && time.isBefore(now.plusYears(1)) ? time : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private Outcome discard(UUID id, Posted posted, Author author) {
        drafts.discard(author.session(), id, writing(posted));
        return new Sent(
                id.toString(),
                "DISCARDED",
                "/mail/" + drafts.mailbox(author.session()).toPath(),
                0);
    }

    private static Refused refused(List<String> troubles, boolean sure) {
        return new Refused("refused", troubles, sure, null, null);
    }

    /** What is said where somebody else was faster. */
    Refused conflict(DraftConflict e, Viewer viewer) {
        String key = e.isGone() ? "compose.gone" : "compose.changed";
        String other = e.isGone() ? null : "/compose?draft=" + e.other().uid();
        return new Refused(
                e.isGone() ? "gone" : "changed", List.of(word(key, viewer)), false, other, null);
    }

    private String word(String key, Viewer viewer) {
        return words.getMessage(key, null, viewer.locale());
    }
}
