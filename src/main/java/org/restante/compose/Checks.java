package org.restante.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What keeps a message from being sent, and what its author may not have meant. */
@Component
class Checks {

    private static final int MANY = 10;

    /** What people mean who type that. */
    private static final Map<String, String> TYPOS =
            Map.ofEntries(
                    Map.entry("gmial.com", "gmail.com"),
                    Map.entry("gmai.com", "gmail.com"),
                    Map.entry("gamil.com", "gmail.com"),
                    Map.entry("gmail.con", "gmail.com"),
                    Map.entry("gmail.co", "gmail.com"),
                    Map.entry("gnail.com", "gmail.com"),
                    Map.entry("hotmial.com", "hotmail.com"),
                    Map.entry("hotmail.con", "hotmail.com"),
                    Map.entry("hotnail.com", "hotmail.com"),
                    Map.entry("outlok.com", "outlook.com"),
                    Map.entry("outloook.com", "outlook.com"),
                    Map.entry("outlook.con", "outlook.com"),
                    Map.entry("yaho.com", "yahoo.com"),
                    Map.entry("yahooo.com", "yahoo.com"),
                    Map.entry("yahoo.con", "yahoo.com"),
                    Map.entry("iclod.com", "icloud.com"),
                    Map.entry("icloud.con", "icloud.com"),
                    Map.entry("gmx.con", "gmx.com"),
                    Map.entry("web.da", "web.de"),
                    Map.entry("t-onlin.de", "t-online.de"));

    private final MessageSource words;

    /**
     * What there is to say of one recipient.
     *
     * @param typed as the author typed it, in one line
     * @param email null where there is no address in it
     * @param fault why it cannot be one, or null
     * @param meant the domain that was probably meant, or null
     */
    record Remark(
            String typed,
            @Nullable String email,
            Recipient.@Nullable Fault fault,
            @Nullable String meant) {}

    Checks(MessageSource words) {
        this.words = words;
    }

    /** Why it cannot be sent, in sentences; empty where it can. */
    List<String> faults(Draft draft, Locale locale) {
        List<String> faults = new ArrayList<>();
        if (draft.recipients().stream().noneMatch(Recipient::isGood)) {
            faults.add(word(locale, "compose.fault.nobody"));
        }
        Stream.of(draft.to(), draft.cc(), draft.bcc(), draft.replyTo())
                .flatMap(List::stream)
                .filter(one -> one.fault() != null)
                .forEach(
                        one ->
                                faults.add(
                                        word(locale, "compose.fault." + one.fault(), one.typed())));
        return faults;
    }

    /** What may be a mistake, in sentences. */
    List<String> doubts(Draft draft, String written, Locale locale) {
        List<String> doubts = new ArrayList<>();
        if (draft.subject().isBlank()) {
            doubts.add(word(locale, "compose.doubt.subject"));
        }
        if (draft.files().isEmpty() && speaksOfFiles(draft.subject() + "\n" + written, locale)) {
            doubts.add(word(locale, "compose.doubt.files"));
        }
        for (Recipient recipient : draft.recipients()) {
            Address address = recipient.address();
            String meant = meant(address);
            if (address != null && meant != null) {
                doubts.add(word(locale, "compose.doubt.typo", address.email(), meant));
            }
        }
        outside(draft, locale).ifPresent(doubts::add);
        int shown = draft.to().size() + draft.cc().size();
        if (draft.origin() != null && shown >= MANY) {
            doubts.add(word(locale, "compose.doubt.many", shown));
        }
        return doubts;
    }

    /** What each of the draft's recipients has wrong; nothing of those that are well. */
    static List<Remark> remarks(Draft draft) {
        return Stream.of(draft.to(), draft.cc(), draft.bcc(), draft.replyTo())
                .flatMap(List::stream)
                .map(Checks::remark)
                .filter(remark -> remark.fault() != null || remark.meant() != null)
                .toList();
    }

    private static Remark remark(Recipient recipient) {
        Address address = recipient.address();
        return new Remark(
                recipient.typed(),
                address == null ? null : address.email(),
                recipient.fault(),
                meant(address));
    }

    private static @Nullable String meant(@Nullable Address address) {
        return address == null ? null : TYPOS.get(domain(address));
    }

    /** A few strangers among many of the own house are there by mistake more often than not. */
    private Optional<String> outside(Draft draft, Locale locale) {
        String house = domain(draft.from());
        Map<Boolean, List<Address>> sides =
                draft.recipients().stream()
                        .flatMap(one -> Stream.ofNullable(one.address()))
                        .collect(Collectors.partitioningBy(one -> domain(one).equals(house)));
        List<Address> strangers = sides.getOrDefault(false, List.of());
        int own = sides.getOrDefault(true, List.of()).size();
        if (strangers.isEmpty() || own < 2 || strangers.size() > own) {
            return Optional.empty();
        }
        String named =
                strangers.stream().limit(3).map(Address::email).collect(Collectors.joining(", "));
        return Optional.of(word(locale, "compose.doubt.outside", strangers.size(), house, named));
    }

    private static String domain(Address address) {
        String email = address.email();
        return email.substring(email.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** In words of the author's own, not in those that are quoted. */
    private boolean speaksOfFiles(String written, Locale locale) {
        Pattern files =
                Pattern.compile(
                        word(locale, "compose.files.words"),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return written.lines()
                .takeWhile(line -> !line.equals("-- "))
                .filter(line -> !line.startsWith(">"))
                .anyMatch(line -> files.matcher(line).find());
    }

    private String word(Locale locale, String key, Object... values) {
        return words.getMessage(key, values, locale);
    }
}
