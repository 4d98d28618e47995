package org.restante.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.Draft.File;
import org.restante.compose.Draft.Priority;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.Letter.People;
import org.restante.compose.Letter.Threading;
import org.restante.compose.Letter.Words;
import org.restante.compose.identity.Identities;
import org.restante.compose.identity.Identity;
import org.restante.compose.mime.MessageWriter;
import org.restante.compose.template.Template;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageRef;
import org.restante.mail.Problem;
import org.restante.mailbox.MailSession;
import org.restante.reading.quote.PlainText;
import org.springframework.stereotype.Component;

/** Reads what a composer's page has sent. */
@Component
class Forms {

    private final Drafts drafts;
    private final Identities identities;

    Forms(Drafts drafts, Identities identities) {
        this.drafts = drafts;
        this.identities = identities;
    }

    /** What was posted, as a draft. */
    Draft draft(MailSession session, Account account, UUID id, Posted posted) {
        Words words = words(account, posted);
        String html = words.html();
        List<File> files = new ArrayList<>(kept(session, posted));
        Posted.Upload upload = posted.file();
        if (upload != null) {
            files.add(
                    MessageWriter.file(
                            FileName.of(upload.name()),
                            upload.type(),
                            Pictures.isOurs(posted.get("cid")) ? posted.get("cid") : null,
                            upload.content(),
                            upload.size()));
        }
        return new Draft(
                id,
                identity(account, posted).sender(),
                Recipients.parse(posted.get("to")),
                Recipients.parse(posted.get("cc")),
                Recipients.parse(posted.get("bcc")),
                Recipients.parse(posted.get("replyTo")),
                posted.get("subject"),
                words.text(),
                html == null ? null : MessageHtml.document(html),
                DraftReader.ids(posted.get("inReplyTo")).stream().findFirst().orElse(null),
                DraftReader.ids(posted.get("references")),
                Origin.of(posted.get("origin")),
                wishes(posted),
                isSent(posted) && html != null ? Pictures.sent(files, html) : List.copyOf(files));
    }

    static boolean isSent(Posted posted) {
        return List.of("send", "anyway").contains(posted.get("act"));
    }

    /** What was posted, as a page shows it. */
    Letter letter(Account account, Posted posted) {
        return new Letter(
                identity(account, posted).id(),
                new People(
                        posted.get("to"),
                        posted.get("cc"),
                        posted.get("bcc"),
                        posted.get("replyTo")),
                posted.get("subject"),
                words(account, posted),
                new Threading(
                        posted.get("inReplyTo"), posted.get("references"), posted.get("origin")),
                wishes(posted));
    }

    /** As whom it is written; nobody writes as what they have not set up. */
    private Identity identity(Account account, Posted posted) {
        return find(account, posted.get("identity"))
                .orElseGet(() -> identities.of(account.address()).getFirst());
    }

    private Optional<Identity> find(Account account, String id) {
        return identities.of(account.address()).stream()
                .filter(one -> one.id().toString().equals(id))
                .findFirst();
    }

    /** Where another sender was chosen and no script has seen to it, the signature follows. */
    private Words words(Account account, Posted posted) {
        if (posted.get("format").equals("rich")) {
            String html = MessageHtml.clean(posted.get("html"));
            return new Words(PlainText.of(html), html);
        }
        String text = posted.get("text").replace("\r\n", "\n");
        if (!posted.get("identity").equals(posted.get("signed"))) {
            String before =
                    find(account, posted.get("signed")).map(Identity::signatureText).orElse("");
            int at = before.isEmpty() ? -1 : text.lastIndexOf(before);
            if (at >= 0) {
                String after = identity(account, posted).signatureText();
                text = text.substring(0, at) + after + text.substring(at + before.length());
            }
        }
        return new Words(text, null);
    }

    /** With a template before what is written, and its subject where there is none. */
    Posted filled(Posted posted, Template template) {
        String html = template.html().isEmpty() ? Composers.html(template.text()) : template.html();
        return posted.with(
                        "subject",
                        posted.has("subject") ? posted.get("subject") : template.subject())
                .with("text", template.text() + "\n" + posted.get("text"))
                .with("html", html + posted.get("html"));
    }

    /**
     * The files that go along and are on the server already.
     *
     * @throws FilesMissing where the message that has them is gone
     */
    List<File> kept(MailSession session, Posted posted) {
        MessageRef source = source(posted);
        List<String> keep = posted.all("keep");
        if (source == null || keep.isEmpty()) {
            return List.of();
        }
        try {
            return drafts.files(session, source, posted.get("html")).stream()
                    .filter(file -> keep.contains(file.section()))
                    .toList();
        } catch (MailException e) {
            throw e.problem() == Problem.MESSAGE_MISSING ? new FilesMissing(e) : e;
        }
    }

    static @Nullable MessageRef source(Posted posted) {
        String[] parts = posted.get("source").strip().split("\\s+", -1);
        Copy copy = parts.length == 3 ? Copy.of(parts[1], parts[2]) : null;
        return copy == null
                ? null
                : new MessageRef(MailboxName.ofPath(parts[0]), copy.uidValidity(), copy.uid());
    }

    private static Wishes wishes(Posted posted) {
        Priority priority =
                switch (posted.get("priority")) {
                    case "HIGH" -> Priority.HIGH;
                    case "LOW" -> Priority.LOW;
                    default -> Priority.NORMAL;
                };
        return new Wishes(priority, posted.has("receipt"), posted.has("report"));
    }

    static long number(Posted posted) {
        String number = posted.get("number");
        return number.matches("[0-9]{1,15}") ? Long.parseLong(number) : 0;
    }

    static UUID writer(Posted posted) {
        String writer = posted.get("writer");
        return Copy.isId(writer) ? UUID.fromString(writer) : UUID.randomUUID();
    }
}
