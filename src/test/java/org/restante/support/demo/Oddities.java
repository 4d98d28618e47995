package org.restante.support.demo;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Messages whose form is the point: what every mailbox has a few of. */
final class Oddities {
    private static final List<Person> INES = List.of(Person.of("ines"));

    private final ZonedDateTime now;
    private final List<Letter> letters = new ArrayList<>();

    private Oddities(ZonedDateTime now) {
        this.now = now;
    }

    static List<Letter> letters(ZonedDateTime now) {
        Oddities oddities = new Oddities(now);
        oddities.structure();
        oddities.reports();
        oddities.headers();
        return oddities.letters;
    }

    private void structure() {
        ZonedDateTime d = at("4d@18:40");
        inbox(
                post("lucas", d, "Sunday in pictures")
                        .with(
                                Mime.multipart(
                                        "related",
                                        Mime.text(
                                                "html",
                                                "<p>The whole gang, and the boat that did <i>not</i>"
                                                        + " sink.</p><p><img src=\"cid:one@boat\""
                                                        + " width=\"480\" alt=\"The bay\"></p><p>And"
                                                        + " later:</p><p><img src=\"cid:two@boat\""
                                                        + " width=\"480\" alt=\"Evening\"></p><p>Um"
                                                        + " abraço, L.</p>",
                                                "UTF-8",
                                                "qp"),
                                        Mime.inline(
                                                "image/jpeg",
                                                "bay.jpg",
                                                "one@boat",
                                                Things.photo(11, 960, 640)),
                                        Mime.inline(
                                                "image/jpeg",
                                                "evening.jpg",
                                                "two@boat",
                                                Things.photo(29, 960, 640)))),
                d,
                "\\Seen",
                "\\Flagged");

        d = at("9d@10:02");
        byte[] first = inner("bram", "Quote for 16 panes", "16 panes at 212.00, 6 weeks.");
        inbox(
                post("tomas", d, "Fwd: Quote for 16 panes")
                        .with(
                                Mime.multipart(
                                        "mixed",
                                        Mime.text(
                                                "plain",
                                                "Ines, for your files. I think it is fair.\n\nT.\n",
                                                "UTF-8",
                                                "qp"),
                                        Mime.message(first))),
                d,
                "\\Seen");

        d = at("16d@06:00");
        Mime.Part digest =
                Mime.multipart(
                        "digest",
                        Mime.message(inner("paul", "[lamps] Wicks, again", "Cotton or linen?"))
                                .with(),
                        Mime.message(inner("edith", "[lamps] A lens in a barn", "Pictures soon.")),
                        Mime.message(inner("paul", "[lamps] Re: A lens in a barn", "Please do!")));
        Mime.Part intro =
                Mime.text(
                        "plain",
                        "Today's topics:\n\n 1. Wicks, again\n 2. A lens in a barn\n",
                        "UTF-8",
                        "7bit");
        letters.add(
                Letter.of(
                        "Lists>Old Lamps",
                        post("paul", d, "lamps digest, volume 12, issue 88")
                                .header("List-Id: <lamps.oldlamps.example>")
                                .with(Mime.multipart("mixed", intro, digest)),
                        Letter.READ,
                        d));

        d = at("6d@11:30");
        inbox(
                post("caro", d, "Minutes and everything that belongs to them")
                        .with(
                                Mime.multipart(
                                        "mixed",
                                        Mime.multipart(
                                                "alternative",
                                                Mime.text("plain", "See below.\n", "UTF-8", "7bit"),
                                                Mime.multipart(
                                                        "related",
                                                        Mime.text(
                                                                "html",
                                                                "<p>See below.</p><img"
                                                                        + " src=\"cid:chart@trust\">",
                                                                "UTF-8",
                                                                "qp"),
                                                        Mime.inline(
                                                                "image/png",
                                                                "visitors.png",
                                                                "chart@trust",
                                                                Things.chart(5, 480, 200)))),
                                        Mime.attachment(
                                                "application/pdf",
                                                "Minutes – Q3 (final) ✓.pdf",
                                                Things.pdf(
                                                        "Minutes",
                                                        List.of("Present: all", "Agreed."))),
                                        Mime.attachment(
                                                "application/vnd.openxmlformats-officedocument"
                                                        + ".wordprocessingml.document",
                                                "Angebot für die Straßenseite, überarbeitete Fassung vom"
                                                        + " 3. März mit allen Änderungen.docx",
                                                Things.docx(
                                                        List.of(
                                                                "Angebot",
                                                                "1. Fenster",
                                                                "2. Tür"))),
                                        Mime.message(
                                                inner(
                                                        "odile",
                                                        "Accord de principe",
                                                        "D'accord.")))),
                d,
                "\\Seen");

        d = at("3d@13:13");
        Mime.Part signed =
                Mime.text(
                        "plain",
                        "The key to the tower is safe.\n\n-- \nHana\n",
                        "US-ASCII",
                        "7bit");
        String signature =
                "-----BEGIN PGP SIGNATURE-----\n\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(Things.noise(4, 220))
                        + "\n=qX3d\n-----END PGP SIGNATURE-----\n";
        inbox(
                post("hana", d, "The key")
                        .with(
                                Mime.multipart(
                                        "signed",
                                        "; micalg=pgp-sha256;\r\n protocol=\"application/pgp-signature\"",
                                        signed,
                                        Mime.bare(
                                                "application/pgp-signature; name=\"signature.asc\"",
                                                signature))),
                d);

        d = at("11d@21:00");
        inbox(
                post("mateo", d, "")
                        .with(
                                Mime.attachment(
                                        "image/jpeg",
                                        "IMG_2041.JPG",
                                        Things.photo(77, 1600, 1067))),
                d,
                "\\Seen");

        d = at("13d@08:20");
        inbox(
                post("clinic", d, "Reminder")
                        .with(
                                Mime.text(
                                        "html",
                                        "<html><body dir=ltr><center><font size=5 color=navy>Dr. S&aacute;"
                                                + "</font></center><p>Please remember your check-up.<p>No"
                                                + " text part, unclosed tags: <b>old software</body>",
                                        "ISO-8859-1",
                                        "7bit")),
                d,
                "\\Seen");
    }

    private void reports() {
        ZonedDateTime d = at("7d@09:31");
        Person daemon =
                new Person(
                        "daemon",
                        "Mail Delivery System",
                        "mailer-daemon@posthaste.example",
                        Person.of("ines").zone(),
                        "US-ASCII",
                        "7bit",
                        "mx");
        Mime.Part text =
                Mime.text(
                        "plain",
                        "I'm sorry to have to inform you that your message could not be"
                                + " delivered.\n\n"
                                + "<brahm@dewitglass.example>: 550 5.1.1 There is nobody of that"
                                + " name here.\n",
                        "US-ASCII",
                        "7bit");
        Mime.Part status =
                Mime.bare(
                        "message/delivery-status",
                        "Reporting-MTA: dns; mx.posthaste.example\n\nFinal-Recipient: rfc822;"
                                + " brahm@dewitglass.example\nAction: failed\nStatus: 5.1.1\n"
                                + "Diagnostic-Code: smtp; 550 5.1.1 There is nobody of that name"
                                + " here.\n");
        inbox(
                new Post(daemon, d, "bounce")
                        .to(INES)
                        .subject("Undelivered Mail Returned to Sender")
                        .header("Auto-Submitted: auto-replied")
                        .with(
                                Mime.multipart(
                                        "report",
                                        "; report-type=delivery-status",
                                        text,
                                        status,
                                        Mime.message(
                                                inner("ines", "Panes", "Bram, how many days?")))),
                d,
                "\\Seen");

        d = at("1d@16:45");
        inbox(
                post("odile", d, "Lu : Plans du phare")
                        .with(
                                Mime.multipart(
                                        "report",
                                        "; report-type=disposition-notification",
                                        Mime.text(
                                                "plain",
                                                "Votre message a été affiché.\n",
                                                "ISO-8859-1",
                                                "qp"),
                                        Mime.bare(
                                                "message/disposition-notification",
                                                "Final-Recipient: rfc822;"
                                                        + " odile.marchetti@capemorrow.example\n"
                                                        + "Disposition: manual-action/MDN-sent-manually;"
                                                        + " displayed\n"))),
                d);
    }

    private void headers() {
        ZonedDateTime d = at("15d@17:55");
        inbox(post("lucas", d, "(see subject, that is all)").with(plain("")), d, "\\Seen");

        d = at("10d@07:07");
        inbox(
                new Post(Person.of("rosa"), d, "no subject")
                        .to(INES)
                        .with(
                                Mime.text(
                                        "plain",
                                        "querida, o gato voltou. beijinhos\n",
                                        "ISO-8859-15",
                                        "8bit")),
                d,
                "\\Seen",
                "\\Answered");

        d = at("19d@12:00");
        String long1 =
                "Re: Aw: Fwd: Re: the question who has the second key to the store room behind the"
                        + " boat house, whether it was ever returned after the summer party, and what"
                        + " colour the tag on it had (I say green, everybody else says blue, and the"
                        + " photograph that would settle the matter is nowhere to be found; please look"
                        + " in your pockets)";
        inbox(post("tomas", d, long1).with(plain("It is in my pocket. Sorry.\n")), d, "\\Seen");

        d = at("2d@19:30");
        List<Person> many = new ArrayList<>(INES);
        many.addAll(
                IntStream.rangeClosed(1, 64)
                        .mapToObj(i -> Person.of("neighbour%02d@quaystreet.example".formatted(i)))
                        .toList());
        inbox(
                new Post(Person.of("hana"), d, "many")
                        .to(many)
                        .cc(Person.all("tomas,priya,lucas,caro,femi"))
                        .subject("Street party: who brings what?")
                        .with(plain("Reply to all with what you bring. I bring the lamps.\n")),
                d);

        d = at("22d@10:10");
        byte[] bare =
                Mime.latin1(
                        "From: Ren\u00e9 F\u00f6rster <rene@alte-schmiede.example>\r\n"
                                + "To: ines@posthaste.example\r\n"
                                + "Subject: Gr\u00fc\u00dfe aus der Schmiede, ganz ohne Kodierung\r\n"
                                + "Date: Mon, 2 Mar 2026 10:10:00 +0100\r\n"
                                + "Message-ID: <8bit.schmiede@alte-schmiede.example>\r\n"
                                + "\r\n"
                                + "Dieses Programm von 1996 schreibt \u00c4\u00d6\u00dc einfach so.\r\n");
        inbox(bare, d, "\\Seen");

        d = at("25d@10:10");
        inbox(
                ("From: Zoë ☂ <zoe@regenschirm.example>\r\n"
                                + "To: ines@posthaste.example\r\n"
                                + "Subject: Bare UTF-8 in the header, as RFC 6532 allows ☂\r\n"
                                + "Message-ID: <utf8.zoe@regenschirm.example>\r\n"
                                + "MIME-Version: 1.0\r\n"
                                + "Content-Type: text/plain; charset=UTF-8\r\n"
                                + "Content-Transfer-Encoding: 8bit\r\n"
                                + "\r\nIt rains here. ☔\r\n")
                        .getBytes(StandardCharsets.UTF_8),
                d,
                "\\Seen");

        d = at("27d@22:41");
        inbox(
                ("From: unknown-charset@old.example\r\nTo: ines@posthaste.example\r\n"
                                + "Subject: =?x-unknown-99?Q?A_charset_nobody_knows?=\r\n"
                                + "Message-ID: <unknown@old.example>\r\nMIME-Version: 1.0\r\n"
                                + "Content-Type: text/plain; charset=x-unknown-99\r\n\r\n"
                                + "Still readable, as most of it is ASCII.\r\n")
                        .getBytes(StandardCharsets.US_ASCII),
                d,
                "\\Seen");

        d = at("30d@09:00");
        String table =
                IntStream.rangeClosed(1, 400)
                        .mapToObj(
                                i ->
                                        "%4d  0x%08x  pane %c%d  checked"
                                                .formatted(i, i * 2_654_435L, 'A' + i % 8, i / 8))
                        .collect(Collectors.joining("\n"));
        inbox(
                post("bram", d, "All 400 measurements, in the mail itself")
                        .with(plain(table + "\n")),
                d,
                "\\Seen");
    }

    private static Mime.Part plain(String text) {
        return Mime.text("plain", text, "UTF-8", "8bit");
    }

    private byte[] inner(String from, String subject, String text) {
        Person person = Person.of(from);
        return new Post(person, now.minusDays(17), subject)
                .to(from.equals("ines") ? List.of(Person.of("brahm@dewitglass.example")) : INES)
                .subject(subject)
                .with(Mime.text("plain", text + "\n", "UTF-8", "qp"));
    }

    private static Post post(String from, ZonedDateTime date, String subject) {
        return new Post(Person.of(from), date, subject + from).to(INES).subject(subject);
    }

    private void inbox(byte[] message, ZonedDateTime date, String... flags) {
        letters.add(Letter.of("INBOX", message, List.of(flags), date));
    }

    private ZonedDateTime at(String when) {
        return Script.date(now, when);
    }
}
