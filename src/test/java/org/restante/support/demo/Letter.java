package org.restante.support.demo;

import java.time.ZonedDateTime;
import java.util.List;

/**
 * A message and its place in a mailbox.
 *
 * @param folder the levels of the mailbox name, to be joined by the server's separator
 */
public record Letter(List<String> folder, byte[] bytes, List<String> flags, ZonedDateTime date) {
    static final List<String> READ = List.of("\\Seen");

    static Letter of(String folder, byte[] bytes, List<String> flags, ZonedDateTime date) {
        return new Letter(List.of(folder.split(">")), bytes, flags, date);
    }
}
