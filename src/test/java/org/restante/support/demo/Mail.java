package org.restante.support.demo;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** All letters of each demo account. */
public final class Mail {
    private Mail() {}

    public static List<Letter> ofInes(ZonedDateTime now) {
        List<Letter> letters = new ArrayList<>();
        letters.addAll(Script.play("ines.txt", "ines", now));
        letters.addAll(Script.play("scripts.txt", "ines", now));
        letters.addAll(Routine.letters(now));
        letters.addAll(Oddities.letters(now));
        return letters;
    }

    /** The last message carries as much as is missing to the size that is wanted, in bytes. */
    public static List<Letter> ofMateo(ZonedDateTime now, long size) {
        List<Letter> letters = new ArrayList<>(Script.play("mateo.txt", "mateo", now));
        long used = letters.stream().mapToLong(letter -> letter.bytes().length).sum();
        ZonedDateTime date = Script.date(now, "6d@22:15");
        int raw = (int) ((size - used - 1100) * 57 / 78);
        byte[] message =
                new Post(Person.of("lucas"), date, "film")
                        .to(List.of(Person.of("mateo")))
                        .subject("The film from the regatta, in one piece")
                        .with(
                                Mime.multipart(
                                        "mixed",
                                        Mime.text(
                                                "plain",
                                                "It fits in a mail, so why not. L.\n",
                                                "UTF-8",
                                                "7bit"),
                                        Mime.attachment(
                                                "video/mp4", "regatta.mp4", Things.noise(8, raw))));
        letters.add(Letter.of("INBOX", message, Letter.READ, date));
        return letters;
    }

    public static List<Letter> ofLeyla(ZonedDateTime now) {
        return Script.play("leyla.txt", "leyla", now);
    }
}
