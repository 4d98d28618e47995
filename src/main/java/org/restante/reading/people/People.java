package org.restante.reading.people;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.mail.Address;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks whoever knows people, if anybody does. */
@Component
public class People {

    /** A page shows a hundred rows and the recipients of one message, who may be a thousand. */
    private static final int MOST = 400;

    private final ObjectProvider<Acquaintances> acquaintances;

    People(ObjectProvider<Acquaintances> acquaintances) {
        this.acquaintances = acquaintances;
    }

    /** Those of the addresses that are known; of very many only the first are asked for. */
    public Map<String, Acquaintance> find(String owner, Stream<String> emails) {
        Set<String> asked =
                emails.filter(email -> email.indexOf('@') > 0)
                        .distinct()
                        .limit(MOST)
                        .collect(Collectors.toSet());
        return asked.isEmpty() ? Map.of() : keeper().find(owner, asked);
    }

    /** Blocks a sender, or takes it back; false where it could not be kept. */
    public boolean block(String owner, Address who, boolean blocked) {
        return keeper().block(owner, who, blocked);
    }

    /** Always shows a sender's remote images, or no longer; false where it could not be kept. */
    public boolean showImages(String owner, Address who, boolean always) {
        return keeper().showImages(owner, who, always);
    }

    private Acquaintances keeper() {
        return acquaintances.getIfAvailable(() -> Acquaintances.NOBODY);
    }
}
