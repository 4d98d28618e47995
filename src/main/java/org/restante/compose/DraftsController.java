package org.restante.compose;

import java.net.URI;
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
import org.restante.compose.mime.MessageWriter;
import org.restante.compose.outbox.Entry;
import org.restante.compose.outbox.Outbox;
import org.restante.compose.submission.SizeLimits;
import org.restante.compose.template.Template;
import org.restante.compose.template.Templates;
import org.restante.mail.Address;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.Mailed;
import org.restante.mail.MessageRef;
import org.restante.mail.Octets;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.settings.MailDomains;
import org.restante.settings.Viewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Saves, sends and throws away drafts: by a form with a page in return, or for a page that asks for
 * JSON.
 */
@Controller
class DraftsController {

    private static final Logger log = LoggerFactory.getLogger(DraftsController.class);
    private static final String PATH = "/drafts/{id}";

    private final Composers composers;
    private final ComposerPages pages;
    private final Forms forms;
    private final Drafts drafts;
    private final Checks checks;
    private final Outbox outbox;
    private final Templates templates;
    private final MessageSource words;
    private final ApplicationEventPublisher events;
    private final MailDomains domains;
    private final SizeLimits limits;

    DraftsController(
            Composers composers,
            ComposerPages pages,
            Forms forms,
            Drafts drafts,
            Checks checks,
            Outbox outbox,
            Templates templates,
            MessageSource words,
            ApplicationEventPublisher events,
            MailDomains domains,
            SizeLimits limits) {
        this.domains = domains;
        this.limits = limits;
        this.events = events;
        this.composers = composers;
        this.pages = pages;
        this.forms = forms;
        this.drafts = drafts;
        this.checks = checks;
        this.outbox = outbox;
        this.templates = templates;
        this.words = words;
    }

    /** The state after a save, for the page that goes on. */
    record Saved(
            String uid,
            String uidValidity,
            String source,
            String saved,
            List<Composer.FileRow> files,
            List<Checks.Remark> remarks) {}

    /** How it went on the way out. */
    record Sent(String id, String state, String next, long hold) {}

    /** What keeps it from being saved or sent. */
    record Refused(
            String problem,
            List<String> troubles,
            boolean sure,
            @Nullable String other,
            @Nullable Saved saved) {}

    @PostMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> write(
            @PathVariable UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        try {
            Object outcome = act(id, posted, session, account, credential, viewer);
            return ResponseEntity.status(outcome instanceof Refused ? 422 : 200).body(outcome);
        } catch (DraftConflict e) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(conflict(e, viewer));
        }
    }

    @PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
    Object page(
            @PathVariable UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        List<String> troubles;
        boolean sure = false;
        UUID writing = id;
        try {
            switch (act(id, posted, session, account, credential, viewer)) {
                case Saved saved -> {
                    return see("/compose?draft=" + saved.uid() + "&saved");
                }
                case Sent sent -> {
                    return see(sent.next());
                }
                case Refused refused -> {
                    Saved saved = refused.saved();
                    if (saved != null) {
                        return refused(refused, saved, session, account, credential, viewer);
                    }
                    troubles = refused.troubles();
                    sure = refused.sure();
                }
                default -> throw new IllegalStateException("no such outcome");
            }
        } catch (DraftConflict e) {
            // what stands on the page becomes a draft of its own when it is saved again
            troubles = conflict(e, viewer).troubles();
            writing = UUID.randomUUID();
        } catch (MailException e) {
            log.info("A draft was not saved: {}", e.getMessage());
            troubles = List.of(problem(e, viewer), word("compose.kept", viewer));
        }
        Composer composer = composer(writing, id, posted, session, account, viewer);
        return page(composer.with(troubles, sure), account, credential);
    }

    /** It was saved with all its files, but not sent. */
    private ModelAndView refused(
            Refused refused,
            Saved saved,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Stored stored = drafts.open(session, new Uid(Long.parseLong(saved.uid())));
        Composer composer = composers.of(stored, account, viewer);
        return page(composer.with(refused.troubles(), refused.sure()), account, credential);
    }

    private ModelAndView page(Composer composer, Account account, Credential credential) {
        ModelAndView page = pages.of(composer, account, credential);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private Composer composer(
            UUID writing,
            UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Viewer viewer) {
        List<Draft.File> files;
        try {
            files = forms.kept(session, posted);
        } catch (MailException e) {
            files = List.of();
        }
        Posted own = writing.equals(id) ? posted : posted.without("uid", "uidValidity");
        return composers.posted(own, account, writing, viewer, files);
    }

    private Object act(
            UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Refused large = tooLarge(posted, session, account, credential, viewer);
        if (large != null) {
            return large;
        }
        return switch (posted.get("act")) {
            case "discard" -> discard(id, posted, session);
            case "template" -> saved(template(id, posted, session, account, viewer), viewer);
            case "insert" -> saved(insert(id, posted, session, account, viewer), viewer);
            case "send", "anyway" -> send(id, posted, session, account, credential, viewer);
            default -> saved(save(id, posted, session, account, now(viewer)), viewer);
        };
    }

    /** Before the file is read: with all that goes along the message must not be too large. */
    private @Nullable Refused tooLarge(
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Posted.Upload upload = posted.file();
        if (upload == null) {
            return null;
        }
        long limit =
                domains.find(account.domain())
                        .map(domain -> limits.of(domain.smtp(), credential))
                        .orElse(0L);
        long size = MessageWriter.encodedSize(upload.size()) + posted.get("html").length();
        for (Draft.File file : forms.kept(session, posted)) {
            size += file.content().size();
        }
        if (limit == 0 || size <= limit) {
            return null;
        }
        Object[] sizes = {
            FileName.of(upload.name()),
            Octets.text(size, viewer.locale()),
            Octets.text(limit, viewer.locale())
        };
        String sentence = words.getMessage("compose.fault.size", sizes, viewer.locale());
        return refused(List.of(sentence), false);
    }

    private static ZonedDateTime now(Viewer viewer) {
        return Composers.now(viewer);
    }

    private Stored save(
            UUID id, Posted posted, MailSession session, Account account, ZonedDateTime date) {
        Draft draft = forms.draft(session, account, id, posted);
        Writing writing =
                new Writing(
                        Forms.writer(posted),
                        Forms.number(posted) + 1,
                        Copy.of(posted.get("uidValidity"), posted.get("uid")));
        return drafts.save(session, draft, writing, date);
    }

    /** The text becomes a template, and stays a draft. */
    private Stored template(
            UUID id, Posted posted, MailSession session, Account account, Viewer viewer) {
        Letter letter = forms.letter(account, posted);
        String html = letter.words().html();
        templates.save(
                account.address(),
                Template.named(letter.subject(), letter.words().text(), html == null ? "" : html));
        return save(id, posted, session, account, now(viewer));
    }

    /** A template comes before what is written already. */
    private Stored insert(
            UUID id, Posted posted, MailSession session, Account account, Viewer viewer) {
        Posted filled =
                Copy.isId(posted.get("template"))
                        ? templates
                                .find(account.address(), UUID.fromString(posted.get("template")))
                                .map(one -> forms.filled(posted, one))
                                .orElse(posted)
                        : posted;
        return save(id, filled, session, account, now(viewer));
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

    private Object send(
            UUID id,
            Posted posted,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Optional<Entry> before = outbox.find(account, id);
        if (before.isPresent() && !before.get().is("FAILED")) {
            return sent(before.get(), account);
        }
        ZonedDateTime later = later(posted.get("later"), viewer);
        if (posted.has("later") && later == null) {
            return refused(List.of(word("compose.fault.later", viewer)), false);
        }
        if (later != null && !outbox.keepsSecrets()) {
            return refused(List.of(word("compose.fault.nolater", viewer)), false);
        }
        Draft draft = forms.draft(session, account, id, posted.withoutFile());
        List<String> faults = checks.faults(draft, viewer.locale());
        boolean attaches = posted.file() != null;
        List<String> doubts =
                posted.get("act").equals("anyway")
                        ? List.of()
                        : checks.doubts(draft, attaches ? "" : posted.get("text"), viewer.locale());
        ZonedDateTime due = later == null ? now(viewer).plus(outbox.hold(account)) : later;
        Stored stored = save(id, posted, session, account, due);
        if (!faults.isEmpty() || !doubts.isEmpty()) {
            List<String> troubles = faults.isEmpty() ? doubts : faults;
            return new Refused("refused", troubles, faults.isEmpty(), null, saved(stored, viewer));
        }
        Instant moment = due.toInstant();
        String owner = account.address().toLowerCase(Locale.ROOT);
        events.publishEvent(new Mailed(owner, addresses(draft)));
        Entry entry = outbox.send(account, credential, stored, moment, later != null);
        return sent(entry, account);
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

    private Object discard(UUID id, Posted posted, MailSession session) {
        drafts.discard(session, id, Copy.of(posted.get("uidValidity"), posted.get("uid")));
        return new Sent(id.toString(), "DISCARDED", "/mail/" + drafts.mailbox(session).toPath(), 0);
    }

    private static Refused refused(List<String> troubles, boolean sure) {
        return new Refused("refused", troubles, sure, null, null);
    }

    private Refused conflict(DraftConflict e, Viewer viewer) {
        String key = e.isGone() ? "compose.gone" : "compose.changed";
        String other = e.isGone() ? null : "/compose?draft=" + e.other().uid();
        return new Refused(
                e.isGone() ? "gone" : "changed", List.of(word(key, viewer)), false, other, null);
    }

    private String problem(MailException e, Viewer viewer) {
        return word("problem." + e.problem() + ".title", viewer);
    }

    private String word(String key, Viewer viewer) {
        return words.getMessage(key, null, viewer.locale());
    }

    private static ResponseEntity<Void> see(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }
}
