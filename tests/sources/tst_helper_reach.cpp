// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is started to reach the helper, and what a failure of ssh or pkexec is taken for.
#include "model/sources/linux/helper_reach.h"

#include "model/tracking/ssh_host.h"

#include <QProcess>
#include <QTest>

using namespace synoptic;
using Trouble = SourceStatus::Trouble;

class TestHelperReach : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void directlyItIsTheHelperAlone();
    void theAdministratorIsAskedByPkexec();
    void sshGetsTheHostBehindItsOptions();
    void aWordStaysOneWordInTheShell_data();
    void aWordStaysOneWordInTheShell();
    void hostsAsPeopleTypeThem_data();
    void hostsAsPeopleTypeThem();
    void whatPkexecMeans();
    void whatSshMeans();
};

void TestHelperReach::directlyItIsTheHelperAlone() {
    const ReachCommand command = commandFor({}, {"packets", "--interface", "lo"});
    QCOMPARE(command.words.size(), 4U);
    QVERIFY(command.words[0].ends_with("/synoptic-capture"));
    QCOMPARE(command.words[3], "lo");
    const ReachCommand other = commandFor({"/bin/echo", "x"}, {"trace"});
    QVERIFY((other.words == std::vector<std::string>{"/bin/echo", "x", "trace"}));
}

void TestHelperReach::theAdministratorIsAskedByPkexec() {
    const ReachCommand command = commandFor(HelperReach::administrator(), {"trace"});
    if (command.trouble == Trouble::ProgramMissing)
        QSKIP("pkexec is not installed");
    QCOMPARE(command.words.size(), 4U);
    QCOMPARE(command.words[0], "/usr/bin/pkexec");
    QCOMPARE(command.words[1], "--disable-internal-agent");
    QVERIFY(command.words[2].starts_with('/') && command.words[2].ends_with("/synoptic-capture"));
    QCOMPARE(command.words[3], "trace");
}

void TestHelperReach::sshGetsTheHostBehindItsOptions() {
    const ReachCommand command =
        commandFor(HelperReach::ssh("me@far"), {"packets", "--filter", "tcp port 80"});
    if (command.trouble == Trouble::ProgramMissing)
        QSKIP("ssh is not installed");
    const auto& words = command.words;
    const auto end = std::find(words.begin(), words.end(), "--");
    QVERIFY(end != words.end() && end + 3 == words.end());
    QCOMPARE(*(end + 1), "me@far");
    QVERIFY((end + 2)->ends_with(" sh packets --filter 'tcp port 80'"));
    for (const char* option : {"-T", "-oBatchMode=yes"})
        QVERIFY(std::find(words.begin(), end, option) != end);
    QVERIFY(commandFor(HelperReach::ssh("-oProxyCommand=x"), {"trace"}).words.empty());
    QVERIFY(commandFor(HelperReach::ssh("far"), {std::string("a\0b", 3)}).words.empty());
}

void TestHelperReach::aWordStaysOneWordInTheShell_data() {
    QTest::addColumn<QByteArray>("word");
    for (const char* word :
         {"",    "plain", "two words", "it's", "'",  "''",  "a\nb", "$HOME", "`id`", "$(id)",
          "a;b", "a|b",   "*",         "~",    "\\", "\\'", "\"",   "!x",    "-n",   "#x"})
        QTest::newRow(word) << QByteArray(word);
}

void TestHelperReach::aWordStaysOneWordInTheShell() {
    QFETCH(QByteArray, word);
    const std::string line = "printf '<%s>' x " + quotedForShell(word.toStdString());
    QProcess shell;
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromStdString(line)});
    QVERIFY(shell.waitForFinished());
    QCOMPARE(shell.readAllStandardOutput(), "<x><" + word + ">");
}

void TestHelperReach::hostsAsPeopleTypeThem_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("fault");
    for (const char* good : {"far", "far.example.org", "me@far", "ssh://me@far:2222", "192.0.2.1",
                             "me@2001:db8::1", "fe80::1%eth0", "my_host-2"})
        QTest::newRow(good) << QString::fromUtf8(good) << int(HostFault::None);
    QTest::newRow("nothing") << QString() << int(HostFault::Empty);
    QTest::newRow("user alone") << QStringLiteral("me@") << int(HostFault::Empty);
    QTest::newRow("option") << QStringLiteral("-v") << int(HostFault::LeadingDash);
    QTest::newRow("option behind a user") << QStringLiteral("me@-v") << int(HostFault::LeadingDash);
    QTest::newRow("space") << QStringLiteral("a b") << int(HostFault::Character);
    QTest::newRow("line") << QStringLiteral("a\nb") << int(HostFault::Character);
    QTest::newRow("long") << QString(401, QLatin1Char('a')) << int(HostFault::TooLong);
}

void TestHelperReach::hostsAsPeopleTypeThem() {
    QFETCH(QString, host);
    QFETCH(int, fault);
    QCOMPARE(int(checkSshHost(host.toStdString())), fault);
}

void TestHelperReach::whatPkexecMeans() {
    const HelperReach reach = HelperReach::administrator();
    const auto told = [&reach](int status, const char* words) {
        return troubleOfReach(reach, false, status,
                              std::string("Error executing command as another user: ") + words +
                                  "\n\nThis incident has been reported.\n");
    };
    QVERIFY(told(126, "Request dismissed") == Trouble::PasswordNotGiven);
    QVERIFY(told(127, "Not authorized") == Trouble::NotAuthorized);
    QVERIFY(told(127, "No authentication agent found.") == Trouble::NoAgent);
    QVERIFY(troubleOfReach(reach, false, 127, "pkexec must be setuid root\n") ==
            Trouble::PkexecFailed);
    QVERIFY(troubleOfReach(reach, false, 127, "") == Trouble::PkexecFailed);
    QVERIFY(troubleOfReach(reach, false, 126, "") == Trouble::PasswordNotGiven);
    QVERIFY(troubleOfReach(reach, true, 127, "") == Trouble::None);
    QVERIFY(troubleOfReach(reach, false, 2, "wrong usage") == Trouble::None);
    QVERIFY(troubleOfReach({}, false, 127, "") == Trouble::None);
}

void TestHelperReach::whatSshMeans() {
    const HelperReach reach = HelperReach::ssh("far");
    QVERIFY(troubleOfReach(reach, true, 255, "Connection reset") == Trouble::ConnectionLost);
    QVERIFY(troubleOfReach(reach, false, 255, "") == Trouble::HostUnreachable);
    QVERIFY(troubleOfReach(reach, false, -1, "") == Trouble::HostUnreachable);
    QVERIFY(troubleOfReach(reach, false, 126, "") == Trouble::NotPermitted);
    QVERIFY(troubleOfReach(reach, false, 127, "") == Trouble::HelperMissing);
    // What a login there prints is not taken for ssh's own words.
    QVERIFY(troubleOfReach(reach, false, 127, "Host key verification failed") ==
            Trouble::HelperMissing);
}

QTEST_APPLESS_MAIN(TestHelperReach)
#include "tst_helper_reach.moc"
