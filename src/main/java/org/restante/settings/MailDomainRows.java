package org.restante.settings;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The table {@code mail_domain}. */
interface MailDomainRows extends Repository<MailDomainRow, String> {

    List<MailDomainRow> findAllByOrderByPositionAscDomainAsc();

    MailDomainRow save(MailDomainRow row);

    void deleteById(String domain);
}
