import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Validates each file against PDF/UA-1: a line «number of the file, tab, clause-test, tab, message» per violation. */
public class PdfUa {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        for (int number = 0; number < files.length; number++) {
            try (var file = new FileInputStream(files[number]);
                    var parser = Foundries.defaultInstance().createParser(file, PDFAFlavour.PDFUA_1);
                    var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
                for (TestAssertion found : validator.validate(parser).getTestAssertions()) {
                    if (found.getStatus() == TestAssertion.Status.FAILED) {
                        var rule = found.getRuleId();
                        out.printf("%d\t%s-%d\t%s%n", number, rule.getClause(), rule.getTestNumber(), found.getMessage());
                    }
                }
            }
            out.printf("%d\tdone%n", number);
        }
    }
}
