package org.restante.reading.mime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;
import org.restante.mail.HeaderText;
import org.restante.reading.mime.Attachment.Role;

/** Goes through one structure once and sorts its parts into texts and attachments. */
final class PartChooser {

    /** Forwards of forwards come to about ten. */
    private static final int DEEPEST = 60;

    private static final int MOST_TEXTS = 30;
    private static final int MOST_ATTACHMENTS = 1_000;

    /** Other writings of the same text, not worth listing when one of them is shown. */
    private static final Set<String> VARIANTS =
            Set.of(
                    "text/plain",
                    "text/html",
                    "text/enriched",
                    "text/richtext",
                    "text/x-amp-html",
                    "text/watch-html");

    /** Texts that are data for a program, or that say more in a program of their own. */
    private static final Set<String> DATA =
            Set.of(
                    "calendar",
                    "vcard",
                    "x-vcard",
                    "directory",
                    "csv",
                    "rtf",
                    "css",
                    "javascript",
                    "xml",
                    "rfc822-headers",
                    "x-amp-html",
                    "watch-html",
                    "tab-separated-values");

    /** Reports for programs that people can read too (RFC 3464, RFC 8098, RFC 5965). */
    private static final Set<String> REPORTS =
            Set.of(
                    "message/delivery-status",
                    "message/global-delivery-status",
                    "message/disposition-notification",
                    "message/global-disposition-notification",
                    "message/feedback-report");

    private final String subject;
    private final List<TextPart> texts = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final Map<String, String> inline = new HashMap<>();
    private int seen;
    private boolean encrypted;
    private boolean truncated;

    PartChooser(String subject) {
        this.subject = subject;
    }

    MessageParts choose(BodyPart root) {
        show(root, 0);
        if (texts.isEmpty() && root.type().equals("text") && isShowable(root)) {
            // A mail that is nothing but one text is read, whatever it calls itself.
            addText(root);
        }
        return new MessageParts(
                List.copyOf(texts),
                List.copyOf(attachments),
                Map.copyOf(inline),
                encrypted,
                truncated);
    }

    private void show(BodyPart part, int depth) {
        if (++seen > MessageParts.MOST_PARTS || depth > DEEPEST) {
            truncated = true;
        } else if (part.isMultipart()) {
            multipart(part, depth + 1);
        } else {
            leaf(part);
        }
    }

    private void multipart(BodyPart part, int depth) {
        List<BodyPart> parts = part.parts();
        if (parts.isEmpty()) {
            return;
        }
        switch (part.subtype()) {
            case "alternative" -> alternative(parts, depth);
            case "related" -> related(part, depth);
            case "signed" -> {
                show(parts.getFirst(), depth);
                rest(parts, 1).forEach(signature -> attach(signature, Role.SIGNATURE));
            }
            case "encrypted" -> {
                encrypted = true;
                parts.forEach(child -> attach(child, Role.ATTACHED));
            }
            default -> parts.forEach(child -> show(child, depth));
        }
    }

    private static List<BodyPart> rest(List<BodyPart> parts, int from) {
        return parts.subList(Math.min(from, parts.size()), parts.size());
    }

    private void alternative(List<BodyPart> parts, int depth) {
        int best = -1;
        int bestScore = 0;
        for (int i = 0; i < Math.min(parts.size(), MOST_ATTACHMENTS); i++) {
            int score = score(parts.get(i), depth);
            if (score > 0 && score >= bestScore) {
                best = i;
                bestScore = score;
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            if (i == best) {
                show(parts.get(i), depth);
            } else {
                extras(parts.get(i), depth);
            }
        }
    }

    /** How well the best text below the part can be shown; 0 where there is none. */
    private int score(BodyPart part, int depth) {
        if (depth > DEEPEST || isAttachment(part)) {
            return 0;
        }
        if (part.isMultipart()) {
            int best = 0;
            List<BodyPart> parts = part.parts();
            for (BodyPart child : parts.subList(0, Math.min(parts.size(), MOST_TEXTS))) {
                best = Math.max(best, score(child, depth + 1));
            }
            return best;
        }
        int score =
                switch (part.mediaType()) {
                    case "text/html" -> 6;
                    case "text/plain" -> 5;
                    case "text/enriched", "text/richtext" -> 4;
                    default -> 0;
                };
        // Some programs add an empty text of the better kind.
        return score > 0 && part.size() == 0 ? score - 3 : score;
    }

    /** Of what is not shown, all that is more than another writing of the text. */
    private void extras(BodyPart part, int depth) {
        if (++seen > MessageParts.MOST_PARTS || depth > DEEPEST) {
            truncated = true;
        } else if (part.isMultipart()) {
            part.parts().forEach(child -> extras(child, depth + 1));
        } else if (isAttachment(part) || !VARIANTS.contains(part.mediaType())) {
            leaf(part);
        }
    }

    /** The root shows the others (RFC 2387); without a start it is the first, or the first text. */
    private void related(BodyPart part, int depth) {
        List<BodyPart> parts = part.parts();
        int root = root(parts, part.parameters().get("start"), depth);
        for (int i = 0; i < parts.size(); i++) {
            BodyPart child = parts.get(i);
            if (i == root || child.isMultipart()) {
                show(child, depth);
            } else if (++seen <= MessageParts.MOST_PARTS) {
                boolean belongs = child.id() != null || child.location() != null;
                attach(child, belongs && !isAttachmentOfPeople(child) ? Role.INLINE : null);
            } else {
                truncated = true;
            }
        }
    }

    private int root(List<BodyPart> parts, @Nullable String start, int depth) {
        for (int i = 0; i < parts.size() && start != null; i++) {
            String id = parts.get(i).id();
            if (id != null && bare(start).equals(bare(id)) && score(parts.get(i), depth) > 0) {
                return i;
            }
        }
        for (int i = 0; i < Math.min(parts.size(), MOST_TEXTS); i++) {
            if (score(parts.get(i), depth) > 0) {
                return i;
            }
        }
        return 0;
    }

    private void leaf(BodyPart part) {
        if (!isAttachment(part) && isShowable(part) && texts.size() < MOST_TEXTS) {
            addText(part);
            if (givenName(part) == null) {
                return;
            }
        }
        attach(part, null);
    }

    private static boolean isShowable(BodyPart part) {
        if (REPORTS.contains(part.mediaType())) {
            return true;
        }
        if (!part.type().equals("text") || DATA.contains(part.subtype())) {
            return false;
        }
        boolean known =
                part.subtype().equals("plain")
                        || part.subtype().equals("html")
                        || part.subtype().equals("enriched")
                        || part.subtype().equals("richtext");
        return known || givenName(part) == null;
    }

    private static boolean isAttachment(BodyPart part) {
        return "attachment".equals(part.disposition());
    }

    /** A file that somebody added to a mail with pictures, and not one of the pictures. */
    private static boolean isAttachmentOfPeople(BodyPart part) {
        return isAttachment(part) && !part.type().equals("image");
    }

    private void addText(BodyPart part) {
        TextPart.Kind kind =
                switch (part.mediaType()) {
                    case "text/html" -> TextPart.Kind.HTML;
                    case "text/enriched", "text/richtext" -> TextPart.Kind.ENRICHED;
                    default -> TextPart.Kind.PLAIN;
                };
        texts.add(
                new TextPart(
                        part.section(),
                        kind,
                        part.parameters().get("charset"),
                        part.encoding(),
                        part.size(),
                        says(part, "format", "flowed"),
                        says(part, "delsp", "yes")));
    }

    private static boolean says(BodyPart part, String parameter, String value) {
        return value.equalsIgnoreCase(part.parameters().getOrDefault(parameter, "").strip());
    }

    private void attach(BodyPart part, @Nullable Role role) {
        if (attachments.size() >= MOST_ATTACHMENTS) {
            truncated = true;
            return;
        }
        remember(part);
        Attachment attachment = attachment(part, subject, role != null ? role : role(part));
        encrypted |= isSealed(part);
        attachments.add(attachment);
    }

    private static Role role(BodyPart part) {
        if (isMessage(part)) {
            return Role.MESSAGE;
        }
        if (part.subtype().endsWith("pkcs7-signature") || part.subtype().equals("pgp-signature")) {
            return Role.SIGNATURE;
        }
        return part.type().equals("image") && "inline".equals(part.disposition())
                ? Role.INLINE
                : Role.ATTACHED;
    }

    private static boolean isMessage(BodyPart part) {
        return part.is("message", "rfc822") || part.is("message", "global");
    }

    private static boolean isSealed(BodyPart part) {
        String kind = part.parameters().getOrDefault("smime-type", "enveloped-data");
        return part.subtype().endsWith("pkcs7-mime")
                && kind.toLowerCase(Locale.ROOT).contains("enveloped");
    }

    private void remember(BodyPart part) {
        if (part.id() != null && !bare(part.id()).isEmpty()) {
            inline.putIfAbsent("cid:" + bare(part.id()), part.section());
        }
        if (part.location() != null && !part.location().isBlank()) {
            inline.putIfAbsent(part.location().strip(), part.section());
        }
    }

    static Attachment attachment(BodyPart part, String subject, Role role) {
        String base = part.envelope() != null ? part.envelope().subject() : "";
        if (base.isBlank()) {
            base = part.section().isEmpty() || part.section().equals("1") ? subject : "";
        }
        if (base.isBlank()) {
            base = part.type() + (part.section().isEmpty() ? "" : "-" + part.section());
        }
        return new Attachment(
                part.section(),
                FileNames.of(givenName(part), base, part.mediaType()),
                part.mediaType(),
                part.encoding(),
                TransferDecoding.estimate(part.encoding(), part.size()),
                part.id() == null ? null : bare(part.id()),
                role);
    }

    private static @Nullable String givenName(BodyPart part) {
        String name = HeaderText.parameter(part.dispositionParameters(), "filename");
        return name != null ? name : HeaderText.parameter(part.parameters(), "name");
    }

    private static String bare(String id) {
        String stripped = id.strip();
        return stripped.startsWith("<") && stripped.endsWith(">") && stripped.length() > 1
                ? stripped.substring(1, stripped.length() - 1)
                : stripped;
    }
}
