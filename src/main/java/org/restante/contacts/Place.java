package org.restante.contacts;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where in the list somebody is.
 *
 * @param q what they look for, or empty
 */
record Place(String q, @Nullable UUID group) {

    /** Another page of the same. */
    public String at(int page) {
        return url(q, page);
    }

    /** The same without the search. */
    public String unsearched() {
        return url("", 1);
    }

    private String url(String search, int page) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(ContactsController.ALL);
        if (group != null) {
            url.queryParam("group", group);
        }
        if (!search.isEmpty()) {
            url.queryParam("q", "{q}");
        }
        if (page > 1) {
            url.queryParam("page", page);
        }
        return url.encode().buildAndExpand(search).toUriString();
    }
}
