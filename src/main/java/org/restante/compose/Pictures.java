package org.restante.compose;

import java.util.List;
import java.util.regex.Pattern;
import org.restante.compose.Draft.File;

/**
 * Pictures that were put into a text here. They are known by their Content-IDs, so that one which
 * was taken out of the text comes back with undo as long as it is a draft, and is not sent.
 */
final class Pictures {

    private static final Pattern OURS =
            Pattern.compile("picture\\.[0-9a-f-]{36}@[A-Za-z0-9.-]{1,120}");

    private Pictures() {}

    static boolean isOurs(String id) {
        return OURS.matcher(id).matches();
    }

    /** The files that go out with a text. */
    static List<File> sent(List<File> files, String html) {
        List<String> shown = MessageHtml.pictures(html);
        return files.stream()
                .filter(
                        file ->
                                file.id() == null
                                        || !isOurs(file.id())
                                        || shown.contains(file.id()))
                .toList();
    }
}
