// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <array>

namespace synoptic {

/// Both ends of a conversation in one line, each in its colour: who it is and how much it sent.
class StreamEnds : public QWidget {
    Q_OBJECT

public:
    struct End {
        QString marker; ///< "→ client"
        QString name;   ///< "192.0.2.7:50212"
        QString size;   ///< "412 B"
        QString gaps;   ///< "and 1.4 KiB not captured"; left out where there is no room

        friend bool operator==(const End&, const End&) = default;
    };

    explicit StreamEnds(QWidget* parent = nullptr);
    /// The client first.
    void setEnds(const std::array<End, 2>& ends);
    const std::array<End, 2>& ends() const { return ends_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::array<End, 2> ends_;
};

} // namespace synoptic
