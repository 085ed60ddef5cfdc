package io.github.macvtaplab.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads an SVG document, for tests. A document that is no XML is an AssertionError. */
record Drawing(Element root) {

    static Drawing of(String svg) {
        try {
            return new Drawing(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("no XML: " + svg, e);
        }
    }

    /** The lines of text, in the order in which they are drawn. */
    List<String> text() {
        return elements(root.getElementsByTagName("text"))
                .map(Element::getTextContent)
                .toList();
    }

    /** The text of the only element of a kind. */
    String only(String tag) {
        return elements(root.getElementsByTagName(tag))
                .map(Element::getTextContent)
                .collect(Collectors.joining());
    }

    /** The groups whose class starts with a name. */
    List<Element> groups(String name) {
        return elements(root.getElementsByTagName("g"))
                .filter(group -> group.getAttribute("class").startsWith(name))
                .toList();
    }

    /** The texts that show where the pointer rests on such a group. */
    List<String> tips(String name) {
        return groups(name).stream()
                .flatMap(group -> elements(group.getChildNodes()))
                .filter(child -> child.getTagName().equals("title"))
                .map(Element::getTextContent)
                .toList();
    }

    /** The classes of the groups inside such a group whose class starts with another name. */
    List<String> children(String name, String inner) {
        return groups(name).stream()
                .flatMap(group -> elements(group.getElementsByTagName("g")))
                .map(group -> group.getAttribute("class"))
                .filter(value -> value.startsWith(inner))
                .toList();
    }

    /** The kinds of elements that such groups are drawn of, each followed by a blank. */
    String shapes(String name) {
        return groups(name).stream()
                .flatMap(group -> elements(group.getChildNodes()))
                .map(child -> child.getTagName() + " ")
                .collect(Collectors.joining());
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast);
    }
}
