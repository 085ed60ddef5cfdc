package io.github.macvtaplab.connectivity;

import io.github.macvtaplab.model.CommandResult;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.Shell;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What a scanner on one node sees of another: nmap's TCP connect scan, bounded in ports, retries and time.
 *
 * @param address the address that was scanned
 * @param open the open ports
 */
public record PortScan(String address, List<OpenPort> open) {
    /** The TCP ports that are scanned: the well-known ones and those that this lab's guests use. */
    public static final String PORTS = "1-1024,5201,7007,8080";

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    /**
     * An open port.
     *
     * @param number TCP port
     * @param service name that nmap has for it; empty if none
     */
    public record OpenPort(int number, String service) {
        @Override
        public String toString() {
            return service.isEmpty() ? String.valueOf(number) : number + " " + service;
        }
    }

    /** Copy the list. */
    public PortScan {
        open = List.copyOf(open);
    }

    /**
     * Scan an address from a node.
     *
     * @throws LabException if the scanner fails, or does not come to its end in 90 s
     */
    public static PortScan run(Shell shell, Node from, String address) {
        CommandResult result = shell.run(
                from,
                "nmap -n -Pn -sT -T4 --max-retries 1 --min-rate 500 --host-timeout 60s -p %s -oX - %s"
                        .formatted(PORTS, address),
                DEADLINE);
        if (!result.succeeded()) {
            throw new LabException("nmap on %s failed with exit status %d: %s"
                    .formatted(from, result.exitStatus(), result.stderr().strip()));
        }
        return read(from, address, result.stdout());
    }

    /** Tells whether a TCP port is one of those that are scanned. */
    public static boolean tries(int port) {
        return Arrays.stream(PORTS.split(",", -1)).anyMatch(range -> {
            String[] ends = range.split("-", -1);
            return port >= Integer.parseInt(ends[0]) && port <= Integer.parseInt(ends[ends.length - 1]);
        });
    }

    static PortScan read(Node from, String address, String xml) {
        Document document = parse(from, xml);
        NodeList finished = document.getElementsByTagName("finished");
        boolean success = finished.getLength() == 1
                && ((Element) finished.item(0)).getAttribute("exit").equals("success");
        NodeList hosts = document.getElementsByTagName("host");
        boolean timedOut = hosts.getLength() == 1
                && ((Element) hosts.item(0)).getAttribute("timedout").equals("true");
        if (!success || timedOut) {
            throw new LabException("nmap on %s did not finish its scan of %s%s"
                    .formatted(from, address, timedOut ? " within its time" : ""));
        }
        List<OpenPort> open = new ArrayList<>();
        NodeList ports = document.getElementsByTagName("port");
        for (int i = 0; i < ports.getLength(); i++) {
            Element port = (Element) ports.item(i);
            if (attribute(port, "state", "state").equals("open")) {
                open.add(new OpenPort(
                        Integer.parseInt(port.getAttribute("portid")), attribute(port, "service", "name")));
            }
        }
        return new PortScan(address, open);
    }

    private static String attribute(Element parent, String child, String attribute) {
        NodeList found = parent.getElementsByTagName(child);
        return found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute(attribute);
    }

    private static Document parse(Node from, String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // nmap names its document type; nothing of it is to be fetched.
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new LabException("nmap on %s wrote no XML: %s".formatted(from, e.getMessage()), e);
        }
    }

    /** The open ports in a few words; {@code none} if there are none. */
    public String describe() {
        return open.isEmpty() ? "none" : open.stream().map(OpenPort::toString).collect(Collectors.joining(", "));
    }
}
