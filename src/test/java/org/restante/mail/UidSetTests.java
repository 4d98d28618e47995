package org.restante.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UidSetTests {

    private static UidSet of(long... uids) {
        return UidSet.of(LongStream.of(uids).mapToObj(Uid::new).toList());
    }

    @Test
    void neighboursAreWrittenAsRanges() {
        assertThat(of(7, 1, 3, 2, 2, 9))
                .hasToString("1:3,7,9")
                .hasSameHashCodeAs(of(1, 2, 3, 7, 9));
        assertThat(of(4294967295L, 4294967294L)).hasToString("4294967294:4294967295");
        assertThat(UidSet.EMPTY).hasToString("");
        assertThat(UidSet.range(new Uid(5), new Uid(2))).hasToString("2:5");
    }

    @Test
    void holdsExactlyWhatItWasMadeOf() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            TreeSet<Uid> uids = new TreeSet<>();
            while (uids.size() < 50) {
                uids.add(new Uid(1 + random.nextInt(120)));
            }
            UidSet set = UidSet.of(uids);
            assertThat(set.stream().toList()).isEqualTo(List.copyOf(uids));
            assertThat(set.size()).isEqualTo(50);
            for (long uid = 1; uid <= 121; uid++) {
                assertThat(set.contains(new Uid(uid))).isEqualTo(uids.contains(new Uid(uid)));
            }
        }
    }

    @Test
    void chunksFitALineAndTogetherAreTheSet() {
        UidSet odd =
                UidSet.of(
                        LongStream.range(0, 10_000)
                                .mapToObj(i -> new Uid(4_000_000_000L + 2 * i))
                                .toList());
        List<UidSet> chunks = odd.chunks();
        assertThat(chunks).allMatch(chunk -> chunk.toString().length() < 4000);
        assertThat(chunks.stream().map(UidSet::toString).collect(Collectors.joining(",")))
                .isEqualTo(odd.toString());
        assertThat(UidSet.range(new Uid(1), new Uid(4294967295L)).chunks()).hasSize(1);
        assertThat(UidSet.EMPTY.chunks()).isEmpty();
    }
}
