package org.restante.compose;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.restante.account.Account;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.Redirects.Source;
import org.restante.compose.outbox.Entry;
import org.restante.compose.outbox.Outbox;
import org.restante.mail.Address;
import org.restante.mail.Credential;
import org.restante.mail.Legible;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Mailed;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which a message is sent on as it is. */
@Controller
class RedirectController {

    private static final String PATH = "/redirect";
    private static final String PAGE = "compose/redirect";

    private final Redirects redirects;
    private final Outbox outbox;
    private final MessageSource words;
    private final ApplicationEventPublisher events;

    RedirectController(
            Redirects redirects,
            Outbox outbox,
            MessageSource words,
            ApplicationEventPublisher events) {
        this.redirects = redirects;
        this.outbox = outbox;
        this.words = words;
        this.events = events;
    }

    /**
     * What the page shows.
     *
     * @param id of what will be sent; made here, so that a form sent twice is one message
     * @param from whoever wrote the message
     * @param own whether hidden recipients are left out
     * @param faults why it was not sent, in sentences
     */
    record Form(
            UUID id,
            String folder,
            Uid uid,
            String subject,
            String from,
            String sender,
            String to,
            boolean own,
            long hold,
            List<String> faults) {

        /** The message itself. */
        public String message() {
            return "/mail/" + folder + "/" + uid;
        }
    }

    @GetMapping(PATH)
    ModelAndView show(
            @RequestParam String folder,
            @RequestParam long uid,
            MailSession session,
            Account account) {
        Source source = look(session, account, folder, uid);
        UUID id = Objects.requireNonNullElseGet(source.draft(), UUID::randomUUID);
        return page(source, id, String.join(", ", source.to()), account, List.of());
    }

    @PostMapping(PATH)
    Object send(
            @RequestParam String folder,
            @RequestParam long uid,
            @RequestParam UUID id,
            @RequestParam(defaultValue = "") String to,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Optional<Entry> before = outbox.find(account, id);
        if (before.isPresent() && !before.get().is("FAILED")) {
            return sent(id);
        }
        Source source = look(session, account, folder, uid);
        List<Recipient> recipients = Recipients.parse(to);
        List<String> faults = faults(recipients, viewer.locale());
        if (!faults.isEmpty()) {
            ModelAndView page = page(source, id, to, account, faults);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        List<Address> addresses =
                recipients.stream().map(Recipient::address).filter(Objects::nonNull).toList();
        var due = Composers.now(viewer).plus(outbox.hold(account));
        Stored kept = redirects.keep(session, account, source, id, addresses, due);
        events.publishEvent(new Mailed(account.address().toLowerCase(Locale.ROOT), addresses));
        Entry entry = outbox.send(account, credential, kept, due.toInstant(), false);
        redirects.tidy(session, kept, entry);
        return sent(id);
    }

    private Source look(MailSession session, Account account, String folder, long uid) {
        if (!Uid.isUid(uid)) {
            throw new MailException(Problem.MESSAGE_MISSING, "no UID");
        }
        return redirects.look(session, account, MailboxName.ofPath(folder), new Uid(uid));
    }

    private List<String> faults(List<Recipient> recipients, Locale locale) {
        if (recipients.isEmpty()) {
            return List.of(words.getMessage("compose.fault.nobody", null, locale));
        }
        return recipients.stream()
                .filter(one -> one.fault() != null)
                .map(
                        one ->
                                words.getMessage(
                                        "compose.fault." + one.fault(),
                                        new Object[] {one.typed()},
                                        locale))
                .toList();
    }

    private ModelAndView page(
            Source source, UUID id, String to, Account account, List<String> faults) {
        String from =
                source.summary().envelope().from().stream()
                        .map(Address::label)
                        .findFirst()
                        .orElse("");
        Form form =
                new Form(
                        id,
                        source.mailbox().toPath(),
                        source.summary().uid(),
                        Legible.text(source.summary().envelope().subject()),
                        Legible.text(from),
                        account.address(),
                        to,
                        source.own(),
                        outbox.hold(account).toSeconds(),
                        faults);
        return new ModelAndView(PAGE).addObject("form", form);
    }

    private static ResponseEntity<Void> sent(UUID id) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/outbox?sent=" + id))
                .build();
    }
}
