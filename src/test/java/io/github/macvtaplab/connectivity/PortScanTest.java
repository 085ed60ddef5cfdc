package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks how the scanner's answer is read. */
class PortScanTest {
    private static final Node PEER =
            new Node("peer", NodeRole.PEER, new SshAddress("198.18.0.3", 22, "root"), Optional.empty());
    private static final String ADDRESS = "198.18.10.11";

    private static String xml(String host, String exit) {
        return """
                <?xml version="1.0"?>
                <!DOCTYPE nmaprun>
                <nmaprun scanner="nmap">
                <host%s><status state="up"/><ports>
                <port protocol="tcp" portid="22"><state state="open" reason="syn-ack"/><service name="ssh"/></port>
                <port protocol="tcp" portid="23"><state state="filtered" reason="no-response"/></port>
                <port protocol="tcp" portid="7007"><state state="open" reason="syn-ack"/></port>
                </ports></host>
                <runstats><finished time="1" exit="%s"/></runstats>
                </nmaprun>
                """.formatted(host, exit);
    }

    @Test
    void openPortsAreListedWithTheirServices() {
        PortScan scan = PortScan.read(PEER, ADDRESS, xml("", "success"));

        assertThat(scan.describe()).isEqualTo("22 ssh, 7007");
        assertThat(scan.address()).isEqualTo(ADDRESS);
    }

    @Test
    void scanThatDidNotFinishIsNoScan() {
        assertThatThrownBy(() -> PortScan.read(PEER, ADDRESS, xml("", "error")))
                .isInstanceOf(LabException.class)
                .hasMessage("nmap on peer did not finish its scan of 198.18.10.11");
    }

    @Test
    void hostThatTookTooLongIsNoScan() {
        assertThatThrownBy(() -> PortScan.read(PEER, ADDRESS, xml(" timedout=\"true\"", "success")))
                .isInstanceOf(LabException.class)
                .hasMessageEndingWith("within its time");
    }

    @Test
    void textThatIsNoXmlNamesTheNode() {
        assertThatThrownBy(() -> PortScan.read(PEER, ADDRESS, "nmap: command not found"))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("nmap on peer wrote no XML");
    }

    @Test
    void noOpenPortIsSaidSo() {
        assertThat(new PortScan(ADDRESS, java.util.List.of()).describe()).isEqualTo("none");
    }
}
