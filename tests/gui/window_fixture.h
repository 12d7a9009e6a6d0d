// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/synoptic/watch_session.h"
#include "views/settings/language.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/window/main_window.h"

#include <QApplication>
#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

namespace synoptic {

/// The program's window on this machine, as main() makes it, with settings of the test's own.
class WindowFixture {
public:
    explicit WindowFixture(Settings chosen = Settings::inMemory(), bool watch = true)
        : settings(std::move(chosen)) {
        settings.setInterval(std::chrono::milliseconds(200));
        window = std::make_unique<MainWindow>(settings, themes, languages);
        session = std::make_unique<WatchSession>(*window, settings);
        window->show();
        QApplication::setActiveWindow(window.get());
        if (watch)
            session->watchComputer();
        else
            window->setSubject({});
    }

    ConnectionTableModel& rows() { return window->models().connections(); }
    ConnectionTableView* table() { return window->connectionPanel()->table(); }

    /// The row of a local and remote port; -1 if there is none.
    int rowOf(quint16 local, quint16 remote) {
        for (int row = 0; row < rows().rowCount(); ++row) {
            const FourTuple& tuple = rows().at(row)->id.tuple;
            if (tuple.local.port == local && tuple.remote.port == remote)
                return row;
        }
        return -1;
    }

    /// A picture of what the test sees, where SYNOPTIC_TEST_PICTURES names a folder.
    void picture(const QString& name, QWidget* of = nullptr) {
        const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
        QTest::qWait(50); // what moved is laid out by then
        if (!folder.isEmpty())
            (of ? of : window.get())
                ->grab()
                .save(QDir(folder).filePath(name + QStringLiteral(".png")));
    }

    Settings settings;
    ThemeManager themes;
    LanguageSwitch languages;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<WatchSession> session;
};

/// A listener on loopback and connections to it; all end with the object.
class Loopback {
public:
    explicit Loopback(int connections = 3) {
        server.listen(QHostAddress::LocalHost);
        for (int i = 0; i < connections; ++i)
            connectOne();
    }
    quint16 port() const { return server.serverPort(); }
    void connectOne() {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, port());
        QVERIFY(socket->waitForConnected(5000));
        QVERIFY(server.waitForNewConnection(5000));
        accepted.push_back(std::unique_ptr<QTcpSocket>(server.nextPendingConnection()));
        clients.push_back(std::move(socket));
    }

    QTcpServer server;
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    std::vector<std::unique_ptr<QTcpSocket>> accepted;
};

} // namespace synoptic
