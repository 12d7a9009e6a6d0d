// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/icons.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QMap>
#include <QTimer>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace synoptic {

/// What a banner says. All texts are plain and already translated.
struct BannerContent {
    Severity severity = Severity::Info;
    QString title;   ///< bold, one short sentence
    QString text;    ///< what it means and what to do
    QString command; ///< to be copied into a terminal, or empty
    QString commandIntroduction;
    QString action; ///< a button's label, or empty
    std::function<void()> act;
    /// More buttons after the first, which then all stand in a line of their own; at most three.
    std::vector<std::pair<QString, std::function<void()>>> more = {};

    bool operator==(const BannerContent& other) const {
        return severity == other.severity && title == other.title && text == other.text &&
               command == other.command && action == other.action &&
               std::equal(more.begin(), more.end(), other.more.begin(), other.more.end(),
                          [](const auto& a, const auto& b) { return a.first == b.first; });
    }
};

/// A strip of one message in the layout, never over content.
class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(const BannerContent& content, QWidget* parent = nullptr);
    void setContent(const BannerContent& content);
    const BannerContent& content() const { return content_; }

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retone();
    void retranslate();

    BannerContent content_;
    QLabel* icon_;
    QLabel* title_;
    QLabel* text_;
    QWidget* commandRow_;
    QLabel* commandIntroduction_;
    QLabel* command_;
    QPushButton* copy_;
    QPushButton* action_;
    QHBoxLayout* words_;
    QHBoxLayout* buttons_;
    std::array<QPushButton*, 3> more_;
    QToolButton* close_;
};

/// Banners by name, under each other. Tells assistive technology of new ones, one summary at most
/// every 5 s.
class BannerArea : public QWidget {
    Q_OBJECT
public:
    explicit BannerArea(QWidget* parent = nullptr);

    /// Shows or updates the banner of that name; one that a person closed stays away until its
    /// content changes.
    void show(const QString& name, const BannerContent& content);
    void remove(const QString& name);
    Banner* banner(const QString& name) const { return banners_.value(name); }
    /// Texts spoken so far; for tests.
    QStringList spoken() const { return spoken_; }

Q_SIGNALS:
    /// By a person.
    void dismissed(const QString& name);

private:
    void announce(const QString& text);
    void speak();

    QMap<QString, Banner*> banners_;
    QMap<QString, BannerContent> closed_;
    QStringList waiting_;
    QStringList spoken_;
    QTimer speech_;
    QElapsedTimer sinceSpoken_;
};

} // namespace synoptic
