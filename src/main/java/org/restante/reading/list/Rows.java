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

    private final Folder folder;
    private final Dates dates;

    Rows(Folder folder, Dates dates) {
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
        boolean byDay = byArrival && isByDay(messages);
        Map<String, Day> days = new LinkedHashMap<>();
        for (MessageSummary message : messages) {
            String label = byDay ? dates.group(message.received()) : "";
            String date = byDay ? dates.groupDate(message.received()) : "";
            days.computeIfAbsent(label, key -> new Day(key, date, new ArrayList<>()))
                    .rows()
                    .add(row(message, byDay));
        }
        return List.copyOf(days.values());
    }

    private boolean isByDay(List<MessageSummary> messages) {
        List<String> seen = new ArrayList<>();
        for (MessageSummary message : messages) {
            String label = dates.group(message.received());
            if (seen.isEmpty() || !seen.getLast().equals(label)) {
                if (seen.contains(label)) {
                    return false;
                }
                seen.add(label);
            }
        }
        return true;
    }

    private Row row(MessageSummary message, boolean underDay) {
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
                dates.row(message.received(), underDay),
                Octets.text(message.size(), dates.locale()),
                !message.has(Flag.SEEN),
                message.has(Flag.FLAGGED),
                message.has(Flag.ANSWERED),
                message.has(Flag.FORWARDED),
                Files.any(message.structure()));
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
