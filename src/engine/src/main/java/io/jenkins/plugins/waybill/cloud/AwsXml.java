package io.jenkins.plugins.waybill.cloud;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The answers of those services of AWS that speak XML: short, each element at most once. */
final class AwsXml {

    private AwsXml() {}

    /** Texts by the names of their elements; empty where it is no XML. */
    static Map<String, String> read(byte[] content) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        Map<String, String> texts = new HashMap<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            String name = "";
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    name = reader.getLocalName();
                } else if (event == XMLStreamConstants.CHARACTERS && !name.isEmpty()) {
                    texts.putIfAbsent(name, reader.getText().strip());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    name = "";
                }
            }
            return texts;
        } catch (XMLStreamException e) {
            return Map.of();
        }
    }
}
