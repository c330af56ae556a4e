package org.esxsync.room.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomClassesTest {

    private static final String SAMPLE = "org.esxsync.room.testkit.sample.";

    @Test
    void countsPackagesAndTopLevelClasses() throws IOException, URISyntaxException {
        assertEquals("2 packages, 2 classes in the largest", sample("order").size());
    }

    @Test
    void passesOverWhatANestedClassAndItsOwnTopLevelClassUseOfEachOther()
            throws IOException, URISyntaxException {
        assertEquals(List.of(), sample("order").circlesOfClasses());
        assertEquals(List.of(), sample("order").circlesOfPackages());
    }

    @Test
    void namesACircleOfClassesThatANestedClassCloses() throws IOException, URISyntaxException {
        assertEquals(
                """
                [circle of Egg, Hen:
                  Egg$Shell uses Hen
                  Hen uses Egg]\
                """
                        .replace("Egg", SAMPLE + "classes.Egg")
                        .replace("Hen", SAMPLE + "classes.Hen"),
                sample("classes").circlesOfClasses().toString());
    }

    @Test
    void namesACircleOfPackagesWhoseClassesHaveNone() throws IOException, URISyntaxException {
        assertEquals(List.of(), sample("packages").circlesOfClasses());
        assertEquals(
                """
                [circle of left, right:
                  left.First uses right.Second
                  right.Second uses left.Third]\
                """
                        .replace("left", SAMPLE + "packages.left")
                        .replace("right", SAMPLE + "packages.right"),
                sample("packages").circlesOfPackages().toString());
    }

    private static RoomClasses sample(String name) throws IOException, URISyntaxException {
        return RoomClasses.in(Path.of(RoomClassesTest.class.getResource("sample/" + name).toURI()));
    }
}
