package org.restante.compose;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.outbox.Entry;
import org.restante.compose.outbox.Outbox;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits to be sent, was sent just now, or could not be sent. */
@Controller
class OutboxController {

    private static final String PAGE = "compose/outbox";

    private final Outbox outbox;
    private final Drafts drafts;

    OutboxController(Outbox outbox, Drafts drafts) {
        this.outbox = outbox;
        this.drafts = drafts;
    }

    /**
     * One message as the page shows it.
     *
     * @param key of the sentence that tells how it stands with it
     * @param subject empty where the draft cannot be read
     */
    record Row(
            UUID id,
            String state,
            String key,
            String subject,
            String due,
            boolean held,
            boolean failed,
            boolean uncertain,
            @Nullable String edit) {}

    @GetMapping("/outbox")
    String show(
            @RequestParam(required = false) @Nullable UUID sent,
            MailSession session,
            Account account,
            Viewer viewer,
            Model model) {
        List<Row> rows =
                outbox.open(account).stream().map(entry -> row(entry, session, viewer)).toList();
        Row just =
                sent == null
                        ? null
                        : outbox.find(account, sent)
                                .filter(
                                        entry ->
                                                rows.stream()
                                                        .noneMatch(row -> row.id().equals(sent)))
                                .map(entry -> row(entry, session, viewer))
                                .orElse(null);
        model.addAttribute("rows", rows);
        model.addAttribute("just", just);
        return PAGE;
    }

    @GetMapping(path = "/outbox/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> state(@PathVariable UUID id, Account account) {
        return outbox.find(account, id)
                .map(
                        entry ->
                                ResponseEntity.ok(
                                        Map.<String, Object>of(
                                                "state",
                                                entry.state().name(),
                                                "due",
                                                entry.due().toEpochMilli())))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    /** Takes a message back; the draft is as it was, and opens. */
    @PostMapping(path = "/outbox/{id}", params = "_method=delete")
    ResponseEntity<Void> destroy(@PathVariable UUID id, MailSession session, Account account) {
        if (!outbox.takeBack(account, id)) {
            return see("/outbox?sent=" + id);
        }
        return see(drafts.find(session, id).map(OutboxController::edit).orElse("/outbox"));
    }

    /** Sends at once what was to be sent later. */
    @PostMapping(path = "/outbox/{id}", params = "!_method")
    ResponseEntity<Void> hasten(@PathVariable UUID id, Account account) {
        outbox.hasten(account, id);
        return see("/outbox?sent=" + id);
    }

    private Row row(Entry entry, MailSession session, Viewer viewer) {
        boolean there = !entry.is("SENT");
        Drafts.Stored stored = there ? drafts.find(session, entry.id()).orElse(null) : null;
        return new Row(
                entry.id(),
                entry.state().name(),
                key(entry),
                stored == null ? "" : stored.draft().subject(),
                time(entry.due(), viewer),
                entry.is("HELD"),
                entry.is("FAILED"),
                entry.is("UNCERTAIN"),
                stored == null ? null : edit(stored));
    }

    /** Where one goes on with it. */
    static String edit(Drafts.Stored stored) {
        return switch (stored.draft().manner()) {
            case WRITTEN -> "/compose?draft=" + stored.copy().uid();
            case REDIRECTED ->
                    "/redirect?folder="
                            + URLEncoder.encode(stored.mailbox().toPath(), StandardCharsets.UTF_8)
                            + "&uid="
                            + stored.copy().uid();
            case RECEIPT -> "/mail/" + stored.mailbox().toPath() + "/" + stored.copy().uid();
        };
    }

    private static String key(Entry entry) {
        if (entry.is("FAILED")) {
            return "outbox.failed." + entry.failure();
        }
        if (entry.is("HELD")) {
            return entry.failure() == null ? "outbox.held" : "outbox.again";
        }
        if (entry.is("SENT")) {
            return entry.filed() || entry.failure() == null ? "outbox.sent" : "outbox.notfiled";
        }
        return entry.is("UNCERTAIN") ? "outbox.uncertain" : "outbox.sending";
    }

    private static String time(Instant due, Viewer viewer) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
                .withLocale(viewer.locale())
                .format(due.atZone(viewer.zone()));
    }

    private static ResponseEntity<Void> see(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }
}
