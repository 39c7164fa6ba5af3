import theme from 'vitepress/theme-without-fonts';
import './headroom.css';

export default theme;
