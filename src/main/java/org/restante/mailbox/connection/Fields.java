package org.restante.mailbox.connection;

import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.HeaderText;
import org.restante.mail.MailboxName;

/** Reads the fields of responses into the vocabulary; what makes no sense is left out. */
public final class Fields {

    private static final DateTimeFormatter INTERNAL_DATE =
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .parseLenient()
                    .appendPattern("d-MMM-yyyy HH:mm:ss Z")
                    .toFormatter(Locale.ENGLISH);

    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d\\d)(\\d\\d)\\s*(?:\\(.*)?$");

    /** More recipients than any list shows. */
    private static final int ADDRESSES = 1000;

    private Fields() {}

    public static MailboxName mailbox(Value value, boolean utf8) {
        byte[] bytes = value.bytes();
        // NIL can only be a mailbox that somebody called so: a name is never absent.
        return bytes == null ? new MailboxName("NIL") : MailboxNames.decode(bytes, utf8);
    }

    public static Set<Flag> flags(Value value) {
        Set<Flag> flags = new HashSet<>();
        for (Value item : value.items()) {
            String name = item.string();
            if (name != null && Flag.isFlag(name)) {
                flags.add(Flag.of(name));
            }
        }
        return Set.copyOf(flags);
    }

    public static @Nullable Instant internalDate(Value value) {
        String text = value.string();
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.trim(), INTERNAL_DATE).toInstant();
        } catch (DateTimeException e) {
            OffsetDateTime date = date(text);
            return date == null ? null : date.toInstant();
        }
    }

    /** A Date header as people and programs write it. */
    public static @Nullable OffsetDateTime date(@Nullable String text) {
        if (text == null || text.isBlank() || text.length() > 200) {
            return null;
        }
        try {
            Instant instant = new MailDateFormat().parse(text).toInstant();
            return instant.atOffset(offset(text));
        } catch (ParseException | DateTimeException e) {
            return null;
        }
    }

    private static ZoneOffset offset(String text) {
        Matcher matcher = OFFSET.matcher(text);
        if (!matcher.find()) {
            return ZoneOffset.UTC;
        }
        int minutes = Integer.parseInt(matcher.group(2)) * 60 + Integer.parseInt(matcher.group(3));
        int seconds = minutes * (matcher.group(1).equals("-") ? -60 : 60);
        return Math.abs(seconds) > 18 * 3600 ? ZoneOffset.UTC : ZoneOffset.ofTotalSeconds(seconds);
    }

    public static Envelope envelope(Value value) {
        return new Envelope(
                date(value.item(0).string()),
                text(value.item(1)),
                addresses(value.item(2)),
                addresses(value.item(3)),
                addresses(value.item(4)),
                addresses(value.item(5)),
                addresses(value.item(6)),
                addresses(value.item(7)),
                trimmed(value.item(8)),
                trimmed(value.item(9)));
    }

    /** A header's text, decoded; empty for NIL. */
    public static String text(Value value) {
        String raw = value.string();
        return raw == null ? "" : HeaderText.decode(raw);
    }

    private static @Nullable String trimmed(Value value) {
        String text = value.string();
        // It goes into the header of an answer one day: no line breaks may be left in it.
        String clean = text == null ? "" : HeaderText.clean(text);
        return clean.isBlank() ? null : clean;
    }

    /** A NIL host starts a group with a mailbox name and ends it without (RFC 9051, 7.5.2). */
    private static List<Address> addresses(Value value) {
        List<Address> addresses = new ArrayList<>();
        String group = null;
        for (Value item : value.items()) {
            String mailbox = item.item(2).string();
            String host = item.item(3).string();
            if (host == null && item.item(0).string() == null) {
                group = mailbox == null ? null : HeaderText.decode(mailbox);
            } else if (addresses.size() < ADDRESSES) {
                addresses.add(new Address(text(item.item(0)), email(mailbox, host), group));
            }
        }
        return List.copyOf(addresses);
    }

    /** Servers put a word of their own in place of a host that they could not read. */
    private static String email(@Nullable String mailbox, @Nullable String host) {
        String local = mailbox == null ? "" : HeaderText.decode(mailbox);
        boolean none =
                host == null
                        || host.isBlank()
                        || host.equals("MISSING_DOMAIN")
                        || host.equals(".MISSING-HOST-NAME.")
                        || host.equals("UNEXPECTED_DATA_AFTER_ADDRESS")
                        || host.equals(".SYNTAX-ERROR.");
        if (local.equals("MISSING_MAILBOX")) {
            local = "";
        }
        return none ? local : local + "@" + HeaderText.decode(host);
    }

    /** A list of names and values, as of Content-Type; names in lower case, values raw. */
    static Map<String, String> parameters(Value value) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<Value> items = value.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String name = items.get(i).string();
            String content = items.get(i + 1).string();
            if (name != null && content != null) {
                parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), content);
            }
        }
        return Collections.unmodifiableMap(parameters);
    }
}
