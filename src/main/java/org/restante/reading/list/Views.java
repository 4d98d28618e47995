package org.restante.reading.list;

import java.util.List;
import org.restante.mail.SearchKey;
import org.restante.mailbox.Query;
import org.restante.reading.list.Queries.Asked;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Turns views into what the mailbox is asked for. */
@Component
public class Views {

    private final Queries queries;

    Views(Queries queries) {
        this.queries = queries;
    }

    public Query query(View view, Viewer viewer) {
        return query(view, asked(view, viewer));
    }

    Query query(View view, Asked asked) {
        return new Query(
                SearchKey.and(List.of(view.filter().searchKey(), asked.key())),
                view.sort().order(),
                view.until());
    }

    Asked asked(View view, Viewer viewer) {
        return view.isSearch() ? queries.read(view.q(), viewer) : Asked.NOTHING;
    }
}
