package org.restante.reading.list;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.Files;
import org.restante.mail.Flag;
import org.restante.mail.MessageSummary;
import org.restante.mail.Octets;

/** Turns what the server tells of messages into the rows of a list. */
final class Rows {

    private final Known known;
    private final Folder folder;
    private final Dates dates;

    Rows(Known known, Folder folder, Dates dates) {
        this.known = known;
        this.folder = folder;
        this.dates = dates;
    }

    /**
     * The rows under their days. Lists are in the order of arrival in the folder, which need not be
     * that of time: then days would come by turns, and there are none.
     */
    List<Day> days(List<MessageSummary> messages, boolean byArrival) {
        if (messages.isEmpty()) {
            return List.of();
        }
        Known.Manner manner = new Known.Manner(dates.manner(), folder.holdsOwnMail());
        List<Known.Shown> all =
                messages.stream().map(message -> known.shown(message, manner, this)).toList();
        boolean byDay = byArrival && isByDay(all);
        Map<String, Day> days = new LinkedHashMap<>();
        for (Known.Shown one : all) {
            String label = byDay ? one.group() : "";
            String date = byDay ? one.groupDate() : "";
            days.computeIfAbsent(label, key -> new Day(key, date, new ArrayList<>()))
                    .rows()
                    .add(byDay ? one.underDay() : one.row());
        }
        return List.copyOf(days.values());
    }

    private static boolean isByDay(List<Known.Shown> all) {
        List<String> seen = new ArrayList<>();
        for (Known.Shown one : all) {
            String label = one.group();
            if (seen.isEmpty() || !seen.getLast().equals(label)) {
                if (seen.contains(label)) {
                    return false;
                }
                seen.add(label);
            }
        }
        return true;
    }

    Known.Shown shown(MessageSummary message, Known.Manner manner) {
        Row row = row(message);
        When underDay = dates.row(message.received(), true);
        return new Known.Shown(
                manner,
                dates.group(message.received()),
                dates.groupDate(message.received()),
                row,
                row.when().equals(underDay) ? row : row.at(underDay));
    }

    private Row row(MessageSummary message) {
        Envelope envelope = message.envelope();
        List<Address> people = folder.holdsOwnMail() ? recipients(envelope) : senders(envelope);
        Avatar avatar = people.isEmpty() ? Avatar.NOBODY : Avatar.of(people.getFirst());
        return new Row(
                message.uid(),
                Plain.people(people),
                people.isEmpty() ? "" : Plain.text(people.getFirst().email()),
                avatar.initials(),
                avatar.tone(),
                Plain.text(envelope.subject()),
                Plain.text(message.preview()),
                dates.row(message.received(), false),
                Octets.text(message.size(), dates.locale()),
                !message.has(Flag.SEEN),
                message.has(Flag.FLAGGED),
                message.has(Flag.ANSWERED),
                message.has(Flag.FORWARDED),
                Files.any(message.structure()),
                false);
    }

    private static List<Address> senders(Envelope envelope) {
        return envelope.from().isEmpty() ? envelope.sender() : envelope.from();
    }

    private static List<Address> recipients(Envelope envelope) {
        List<Address> all = new ArrayList<>(envelope.to());
        all.addAll(envelope.cc());
        all.addAll(envelope.bcc());
        return all;
    }
}
