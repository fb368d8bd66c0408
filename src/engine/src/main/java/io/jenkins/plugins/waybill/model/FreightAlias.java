package io.jenkins.plugins.waybill.model;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Makes aliases for Freight: an adjective and an animal, easy to say and to remember. */
public final class FreightAlias {

    private static final int TRIES_BEFORE_NUMBERING = 50;

    private static final List<String> ADJECTIVES =
            words("able airy alert amber ample apt arctic aware azure basic beady"
                    + " blithe blunt bold bonny brave breezy brisk broad bronze bubbly calm candid careful cheery chief civil"
                    + " classy clean clear clever cloudy coastal cobalt comfy cool coral cosmic cosy crafty crisp curious"
                    + " dapper daring dear deep deft dewy direct dusky eager early earnest easy elder elegant exact fair fancy"
                    + " fast fearless feisty fine firm fleet floral fluent fond frank free fresh frosty gallant gentle giddy"
                    + " gifted glad gleeful golden good grand great green handy happy hardy hasty hearty helpful honest humble"
                    + " icy ideal jaunty jolly jovial joyful keen kind large lasting leafy light limber lively local loyal"
                    + " lucid lucky lunar mellow merry mighty mild mindful misty modest mossy neat nimble noble novel nutty"
                    + " oaken open orderly patient peachy perky placid plucky polite prime proper proud prudent quick quiet"
                    + " rapid ready regal robust rosy rustic sage sandy serene sharp shiny silent silver simple sincere sleek"
                    + " smart smooth snappy snug solar solid spry stable steady stout sturdy subtle sunny super sure swift"
                    + " tacit tame tender thrifty tidal tidy timely trim true trusty upbeat urban valiant vast vivid warm wary"
                    + " watchful wise witty woolly young zesty");

    private static final List<String> ANIMALS = words("adder albatross alpaca anchovy anteater antelope armadillo"
            + " avocet badger barbel barnacle bass beaver beetle bison bittern boar bobcat bonobo bream buffalo bunting"
            + " buzzard caiman camel capybara caribou carp catfish chamois cheetah chinchilla chough cicada civet clam"
            + " cobra cod condor coot cormorant cougar coyote crab crane cricket crow cuckoo curlew dace deer dingo"
            + " dolphin donkey dormouse dotterel dove dragonfly duck dunlin eagle echidna eel egret eider eland"
            + " elephant elk emu ermine falcon ferret finch firefly flamingo flounder fox frog fulmar gannet gazelle"
            + " gecko gibbon giraffe gnu goat godwit goldfinch goose gorilla grebe grouse gull haddock hake halibut"
            + " hamster hare harrier hawk hedgehog heron herring hippo hobby hoopoe hornet horse hound ibex ibis iguana"
            + " impala jackal jackdaw jaguar jay kestrel kingfisher kite kiwi knot koala kudu lamprey lapwing lark"
            + " lemming lemur leopard limpet linnet lion lizard llama lobster loon lynx macaw magpie mallard manatee"
            + " marlin marmot marten martin merlin mink minnow mole mongoose moose moth mouse mule mussel narwhal newt"
            + " nightjar ocelot octopus okapi orca oriole osprey otter owl oyster panda panther parrot partridge"
            + " peacock pelican penguin perch petrel pheasant pigeon pika pike pipit plaice plover pony porpoise puffin"
            + " puma quail rabbit raccoon raven ray redshank redwing reindeer robin rook ruff salmon sandpiper sardine"
            + " seal serval shark shearwater sheep shrew shrike shrimp siskin skate skua skylark sloth snipe sole"
            + " sparrow squid squirrel starling stoat stork sturgeon swallow swan swift tapir teal tench tern thrush"
            + " tiger toad toucan trout tuna turbot turtle viper vole vulture wagtail walrus warbler weasel whale"
            + " whelk wigeon wolf wombat woodcock wren yak zebra");

    private FreightAlias() {}

    /**
     * An alias that is not taken.
     *
     * @param random where chance comes from
     * @param taken whether an alias is in use
     */
    public static String generate(RandomGenerator random, Predicate<String> taken) {
        for (int attempt = 0; ; attempt++) {
            String alias = pick(ADJECTIVES, random) + "-" + pick(ANIMALS, random);
            if (attempt >= TRIES_BEFORE_NUMBERING) {
                alias += "-" + random.nextInt(2, 100 * (attempt - TRIES_BEFORE_NUMBERING + 1));
            }
            if (!taken.test(alias)) {
                return alias;
            }
        }
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> words(String text) {
        return List.of(text.toLowerCase(Locale.ROOT).split(" "));
    }
}
