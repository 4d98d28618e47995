package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.SpecialUse;

/** The order in which mailboxes stand. */
class TreesTests {

    private static MailboxInfo box(String name) {
        return box(name, null);
    }

    private static MailboxInfo box(String name, SpecialUse use) {
        MailboxName mailbox = new MailboxName(name);
        SpecialUse real = mailbox.isInbox() ? SpecialUse.INBOX : use;
        return new MailboxInfo(mailbox, '/', true, false, Set.of(), real, null);
    }

    private static List<String> order(String prefix, MailboxInfo... mailboxes) {
        return Trees.of(List.of(mailboxes), prefix).mailboxes().stream()
                .map(mailbox -> mailbox.name().value())
                .toList();
    }

    @Test
    void specialOnesComeFirstAndTheirChildrenFollowThem() {
        assertThat(
                        order(
                                "",
                                box("Work"),
                                box("Trash/Old", null),
                                box("Trash", SpecialUse.TRASH),
                                box("Sent", SpecialUse.SENT),
                                box("INBOX"),
                                box("Apples"),
                                box("Drafts", SpecialUse.DRAFTS)))
                .containsExactly("INBOX", "Drafts", "Sent", "Trash", "Trash/Old", "Apples", "Work");
    }

    @Test
    void parentsStandBeforeTheirChildrenAndNeverApartFromThem() {
        assertThat(
                        order(
                                "",
                                box("a b"),
                                box("a/c"),
                                box("a"),
                                box("a/b"),
                                box("a-b"),
                                box("INBOX")))
                .containsSubsequence("INBOX", "a", "a/b", "a/c")
                .hasSize(6);
    }

    @Test
    void namesAreOrderedAsPeopleDo() {
        assertThat(order("", box("INBOX"), box("zebra"), box("Äpfel"), box("apfel"), box("Birnen")))
                .containsExactly("INBOX", "apfel", "Äpfel", "Birnen", "zebra");
    }

    @Test
    void aUseThatTheServerToldIsNotGuessedAgain() {
        List<MailboxInfo> tree =
                Trees.of(List.of(box("Bin", SpecialUse.TRASH), box("Trash"), box("INBOX")), "")
                        .mailboxes();
        assertThat(tree.stream().filter(mailbox -> mailbox.use() == SpecialUse.TRASH))
                .extracting(mailbox -> mailbox.name().value())
                .containsExactly("Bin");
    }

    @Test
    void wellKnownNamesAreFoundBelowThePrefix() {
        assertThat(
                        Trees.of(List.of(box("INBOX/Spam"), box("INBOX")), "INBOX/")
                                .find(SpecialUse.JUNK))
                .isPresent();
        assertThat(
                        Trees.of(List.of(box("Other/Spam"), box("INBOX")), "INBOX/")
                                .find(SpecialUse.JUNK))
                .isEmpty();
    }

    @Test
    void theOrderDoesNotHangOnTheOrderOfTheServer() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<MailboxInfo> boxes = new ArrayList<>();
            Stream.generate(() -> name(random))
                    .distinct()
                    .limit(30)
                    .forEach(n -> boxes.add(box(n)));
            List<MailboxInfo> shuffled = new ArrayList<>(boxes);
            Collections.shuffle(shuffled, random);
            List<MailboxInfo> one = Trees.of(boxes, "").mailboxes();
            assertThat(Trees.of(shuffled, "").mailboxes()).isEqualTo(one);
            for (MailboxInfo mailbox : one) {
                MailboxName parent = mailbox.name().parent('/');
                if (parent != null) {
                    assertThat(one.stream().map(MailboxInfo::name).toList())
                            .containsSubsequence(parent, mailbox.name());
                }
            }
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            name.append("aAbäZ -\u0001".charAt(random.nextInt(8)));
            name.append(random.nextInt(3) == 0 && i + 1 < length ? "/" : "");
        }
        return name.toString();
    }
}
