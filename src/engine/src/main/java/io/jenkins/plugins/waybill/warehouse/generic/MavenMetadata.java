package io.jenkins.plugins.waybill.warehouse.generic;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The versions that a {@code maven-metadata.xml} lists.
 *
 * @param versions in the file's order
 */
record MavenMetadata(List<String> versions) {

    private static final int MOST_VERSIONS = 200_000;

    MavenMetadata {
        versions = List.copyOf(versions);
    }

    /** Reads the file; it may hold no document type and refer to nothing outside. */
    static MavenMetadata read(InputStream stream) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("it refers to something outside");
        });
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(stream);
            try {
                return new MavenMetadata(versions(reader));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("it is no maven-metadata.xml: " + e.getMessage(), e);
        }
    }

    private static List<String> versions(XMLStreamReader reader) throws XMLStreamException, IOException {
        List<String> versions = new ArrayList<>();
        List<String> path = new ArrayList<>();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IOException("it has a document type or entities, which are not read.");
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(reader.getLocalName());
                    if (path.equals(List.of("metadata", "versioning", "versions", "version"))) {
                        versions.add(reader.getElementText().strip());
                        path.remove(path.size() - 1);
                    }
                    if (versions.size() > MOST_VERSIONS || path.size() > 50) {
                        throw new IOException("it has more versions or levels than any artifact.");
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> path.remove(path.size() - 1);
                default -> {
                    // Text between.
                }
            }
        }
        return versions;
    }
}
